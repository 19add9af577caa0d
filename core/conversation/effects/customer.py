"""What the customer gets to see."""

from dataclasses import dataclass
from enum import StrEnum, auto

from core.ids import AgentId, Contact, MessageId, QueueId


@dataclass(frozen=True, slots=True)
class SendToCustomer:
    """Send a message to the customer."""

    message: MessageId


@dataclass(frozen=True, slots=True)
class ChangeAtCustomer:
    """Bring the customer's copy up to date after an edit, a mask or a deletion."""

    message: MessageId


class CustomerTurn(StrEnum):
    """A turn of the chat that the customer is told of."""

    WELCOME = auto()
    """The chat has begun."""
    WAITING = auto()
    """It waits for an agent."""
    CLOSED = auto()
    """It came outside the hours and waits for the opening."""
    REQUESTED = auto()
    """The form for outside the hours has come."""
    JOINED = auto()
    LEFT = auto()
    TRANSFERRED = auto()
    HANDED_OVER = auto()
    """An agent has given the chat to another who is here already."""
    ENDED = auto()
    INACTIVE = auto()
    """Nobody has written for a while, and the chat will be closed."""
    TIMED_OUT = auto()
    """The chat was closed because nobody wrote."""
    MASKED = auto()
    """Something in their words was masked. It changes nothing about the chat."""
    MOVED = auto()
    """The chat goes on in another channel; said in the one that it leaves."""
    MOVED_HERE = auto()
    """The chat goes on here; said in the channel to which it comes."""


@dataclass(frozen=True, slots=True)
class TellCustomer:
    """Tell the customer of a turn; the words are the queue's automatic message, or none."""

    turn: CustomerTurn
    agent: AgentId | None = None
    queue: QueueId | None = None
    """Whose words, where they aren't those of the queue in which the chat is now."""
    by: Contact | None = None
    """By which of the chat's routes; None: by the present one."""
