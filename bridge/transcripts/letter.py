"""A transcript as a mail: plain text and, for who likes it better, the page."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from core.features.transcript import Transcript
from core.features.transcript_pages import as_page, as_text


def letter(document: Transcript, to: str, sender: tuple[str, str], key: str, at: datetime) -> EmailMessage:
    """Write the mail. The same key gives the same Message-ID, by which a second copy can be told."""
    name, address = sender
    mail = EmailMessage()
    mail["From"] = formataddr((_one_line(name), address))
    mail["To"] = to
    mail["Subject"] = _one_line(f"Transcript of {document.title[:1].lower()}{document.title[1:]}")
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{key}@{address.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # no out-of-office answers, https://www.rfc-editor.org/rfc/rfc3834
    mail.set_content(as_text(document))
    mail.add_alternative(as_page(document), subtype="html")
    return mail


def _one_line(title: str) -> str:
    """Give a title as a header takes it: those of a configuration may go over several lines."""
    return " ".join(title.split())
