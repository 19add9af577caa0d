"""What commands know of transcripts, and what they ask for."""

from dataclasses import dataclass
from datetime import datetime

from core.commands.outcome import Change
from core.commands.wants import Want
from core.ids import ConversationId


@dataclass(frozen=True, slots=True)
class Means:
    """By which ways a chat's transcript can be given here."""

    mails: bool = False
    link: str = ""
    """The address of the customer's version; empty where there are no links."""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class TranscriptAsked(Change):
    """The customer's version is to be mailed."""

    conversation: ConversationId
    to: str


TRANSCRIPTS: Want[Means] = Want("transcripts")
"""The ways that this installation has."""
