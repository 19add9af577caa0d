"""A chat that is handed over."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import AgentId, MessageId, OfferId, QueueId


@dataclass(frozen=True, slots=True)
class TransferredToQueue:
    """The owner gave the chat to a queue; `title` is what people call it. The note, if any, is stored before."""

    at: datetime
    by: AgentId
    queue: QueueId
    title: str
    note: MessageId | None = None
    closed: bool = False
    """Whether the queue is outside of its hours."""


@dataclass(frozen=True, slots=True)
class TransferredToAgent:
    """The owner gave the chat to one agent, at whom it rings at once."""

    at: datetime
    by: AgentId
    to: AgentId
    offer: OfferId
    until: datetime
    note: MessageId | None = None
