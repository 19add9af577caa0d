"""The state of one conversation.

Rules:
1. Frozen: the machine returns a new state, nobody changes one.
2. No text of a message is kept here but the first words, which the cards show; `Masked` must clear them too.
3. `timers` is the whole truth about what is due; the shell wakes the conversation at the earliest of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from core.ids import (
    AgentId,
    ChannelName,
    ConversationId,
    DeskName,
    ExternalRef,
    InvitationId,
    MessageId,
    OfferId,
    PersonRef,
    QueueId,
)
from core.routing.queues import OfferMode


class Status(StrEnum):
    """Where a conversation stands."""

    NEW = auto()
    QUEUED = auto()
    OFFERED = auto()
    ACTIVE = auto()
    WRAP_UP = auto()
    HANDLED = auto()


OPEN = frozenset({Status.NEW, Status.QUEUED, Status.OFFERED, Status.ACTIVE})
"""The customer's next message belongs to the same conversation."""


class Role(StrEnum):
    """What a participant is in this conversation."""

    AGENT = auto()
    EXPERT = auto()
    SUPERVISOR = auto()


class Timer(StrEnum):
    """What a conversation can wait for."""

    OFFER = auto()
    INVITATION = auto()
    WRAP_UP = auto()
    ANSWER = auto()
    """The customer has written to an agent who has not answered yet."""


class EndedBy(StrEnum):
    """Who ended a conversation."""

    AGENT = auto()
    CUSTOMER = auto()
    TIMEOUT = auto()


class HoldReason(StrEnum):
    """Why the leak guard stopped a text."""

    NOT_ACCEPTED = auto()
    """Nobody has accepted the chat yet."""
    NOT_ATTENDEE = auto()
    """Its author has no seat in the chat."""
    ENDED = auto()
    """The chat has ended."""
    UNKNOWN_COMMAND = auto()
    """It looks like a command, and there is none of that name."""
    BOT = auto()
    """Another app posted it."""
    UNREADABLE = auto()
    """Its content can't be shown to the customer as it is."""
    FILES = auto()
    """One of its files isn't allowed or could not be read."""
    LATE = auto()
    """It came after its author had turned private mode off, and was written before."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody with a seat; `masked` ones are unseen by the customer."""

    agent: AgentId
    role: Role
    joined_at: datetime
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """An open offer to `agents`; a ring has exactly one, a broadcast may have any number."""

    id: OfferId
    mode: OfferMode
    agents: tuple[AgentId, ...]
    made_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """An open invitation of one agent by another."""

    id: InvitationId
    agent: AgentId
    by: AgentId
    made_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A text stopped by the leak guard; `author` was asked in private, and decides."""

    message: MessageId
    desk: DeskName
    author: PersonRef
    agent: AgentId | None
    reason: HoldReason
    at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """The page on which the customer is; the query string was cut off before it came here."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One chat with one customer, from the first word to the last."""

    id: ConversationId
    number: int
    queue: QueueId
    channel: ChannelName
    contact: ExternalRef
    customer_name: str
    opened_at: datetime
    status: Status = Status.NEW
    queued_at: datetime | None = None
    accepted_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: EndedBy | None = None
    participants: tuple[Participant, ...] = ()
    owner: AgentId | None = None
    offer: Offer | None = None
    invitation: Invitation | None = None
    skipped: frozenset[AgentId] = frozenset()
    held: tuple[Held, ...] = ()
    private: frozenset[AgentId] = frozenset()
    private_until: Mapping[AgentId, datetime] = field(default_factory=dict)
    """When those who had private mode on turned it off, by the clock of their desk: platforms promise no order."""
    timers: Mapping[Timer, datetime] = field(default_factory=dict)
    first_words: str = ""
    page: Page | None = None
    customer_last_at: datetime | None = None
    agent_last_at: datetime | None = None
    unread: int = 0
    customer_gone: bool = False
    told_waiting: bool = False
    """Whether the thread was told that a broadcast found nobody; once is enough."""
    reopened: int = 0
    version: int = 0

    def participant(self, agent: AgentId | None) -> Participant | None:
        """Give the seat of an agent, or None."""
        return next((seat for seat in self.participants if seat.agent == agent), None)

    def is_open(self) -> bool:
        """Tell whether the customer can still be answered in it."""
        return self.status in OPEN
