"""What its author decides about a held text."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import AgentId, PersonRef
from core.messages import Message


@dataclass(frozen=True, slots=True)
class HeldSent:
    """The author of a held text wants it to go to the customer."""

    at: datetime
    message: Message
    agent: AgentId


@dataclass(frozen=True, slots=True)
class HeldDiscarded:
    """The author of a held text keeps it internal; `edited` when a text written anew takes its place."""

    at: datetime
    message: Message
    person: PersonRef
    edited: bool = False
