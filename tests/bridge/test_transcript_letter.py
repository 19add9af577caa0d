"""A transcript as a mail: whatever stands in a title or was said, it is one mail with these headers and no more."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP

from bridge.transcripts.letter import letter
from core.features.transcript import Kind, Line, Transcript

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"}


def test_titles_of_several_lines_become_one_and_words_stay_in_the_text() -> None:
    said = "hi\r\nBcc: eve@shop.example\r\n\r\n.\r\nQUIT"
    document = Transcript(
        "Chat #1 · Tea\nand more", (("Customer", "Grace\r\nH."),), (Line(AT, Kind.CUSTOMER, said, "Grace\nH."),)
    )

    mail = letter(document, "grace@shop.example", ("Tea\nhouse", "tea@shop.example"), "k1", AT)
    read = message_from_bytes(mail.as_bytes(policy=SMTP), policy=SMTP)

    assert set(read.keys()) == HEADERS
    assert (read["From"], read["To"]) == ("Tea house <tea@shop.example>", "grace@shop.example")
    assert read["Subject"] == "Transcript of chat #1 · Tea and more"
    body = read.get_body(("plain",))
    assert body is not None
    assert "eve@shop.example" in body.get_content()
