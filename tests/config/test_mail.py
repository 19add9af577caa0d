"""How mail goes out and who is given transcripts: what is refused, in which words."""

import pytest

from tests.config.conftest import Folder


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("mail: {smtp_host: m.example, sender: help}", "mail -> sender: must be an email address such as support@shop"),
        ("mail: {smtp_host: m.example, sender: a@b.example, user: me}", "mail: needs both user and password, or"),
        (
            "transcripts: {link_secret: guessable}",
            "transcripts -> link_secret: must have at least 16 characters, or li",
        ),
        (
            "transcripts: {archive: [a@b.example]}",
            "transcripts -> archive: can't be mailed, because 'mail' is left out",
        ),
    ],
)
def test_a_mistake_about_mail_is_told_at_its_line_and_no_secret_with_it(
    folder: Folder, more: str, message: str
) -> None:
    [problem] = folder.problems(more=f"{more}\n")

    assert problem.startswith(f"bridge.yaml:18  {message}")
    assert "guessable" not in problem


def test_transcripts_are_archived_and_linked_where_mail_and_a_long_secret_are_given(folder: Folder) -> None:
    mail = "mail: {smtp_host: m.example, sender: a@b.example, user: me, password: hush}\n"

    loaded = folder.load(more=f"{mail}transcripts: {{archive: [c@d.example], link_secret: 0123456789abcdef}}\n")

    assert loaded.mail is not None
    assert (loaded.mail.user, loaded.mail.sender) == ("me", "a@b.example")
    assert loaded.transcripts.archive == ("c@d.example",)
