"""Supervisors who follow a chat, and agents who ask them to."""

from dataclasses import dataclass
from datetime import datetime

from core.conversation.model import Listening
from core.ids import AgentId, MessageId


@dataclass(frozen=True, slots=True)
class Flagged:
    """An attendee asked the supervisors for help; the reason, if any, was stored as a note before."""

    at: datetime
    agent: AgentId
    note: MessageId | None = None


@dataclass(frozen=True, slots=True)
class FlagTakenBack:
    """An attendee needs no help any more."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class Listened:
    """A supervisor began to follow the chat unseen, or changed how."""

    at: datetime
    agent: AgentId
    how: Listening


@dataclass(frozen=True, slots=True)
class BargedIn:
    """A supervisor takes part in the chat, and the customer sees it; `at` is by the clock of their desk."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class MaskSet:
    """Somebody with a seat hid from the customer, or showed themselves; `at` is by the clock of their desk."""

    at: datetime
    agent: AgentId
    on: bool
