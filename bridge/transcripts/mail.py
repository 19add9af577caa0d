"""Who mails, and as whom."""

from dataclasses import dataclass

from bridge.transcripts.smtp import Mailer


@dataclass(frozen=True, slots=True)
class Mail:
    """The mailer, and the name and the address under which it sends."""

    mailer: Mailer
    sender: tuple[str, str]
