"""What the shell must do after a step. Imperative; ids and sentences only, never the text of a message.

Every effect here is durable: it becomes a row in the same transaction as the new state.
(Typing and presence dots never pass the machine; they are hints.)
"""

from dataclasses import dataclass, field
from enum import StrEnum, auto

from core.conversation.model import Held
from core.ids import AgentId, MessageId, OfferId, PersonRef
from core.messages import Message
from core.sentences import Sentence


class SettledMark(StrEnum):
    """The one mark that an agent's message carries on the desk."""

    SENT = auto()
    HELD = auto()
    NOTE = auto()
    FAILED = auto()
    NONE = auto()


class OfferOutcome(StrEnum):
    """Why an offer card is closed."""

    ACCEPTED = auto()
    TAKEN = auto()
    REJECTED = auto()
    EXPIRED = auto()
    CUSTOMER_LEFT = auto()


class ReleaseCause(StrEnum):
    """Why an agent no longer has a chat in hand."""

    REJECTED = auto()
    UNANSWERED = auto()
    WITHDRAWN = auto()
    LEFT = auto()
    ENDED = auto()
    COMPLETED = auto()


@dataclass(frozen=True, slots=True)
class StoreMessage:
    """Insert the message; the only effect that holds text, and it goes to the message table alone."""

    message: Message


@dataclass(frozen=True, slots=True)
class ChangeMessage:
    """Overwrite the stored message with this state of it."""

    message: Message


@dataclass(frozen=True, slots=True)
class KeepInternal:
    """Let a held text be a note for good: nobody decided to send it while that was possible."""

    message: MessageId


@dataclass(frozen=True, slots=True)
class OpenThread:
    """Open the chat's thread on the queue's desk."""


@dataclass(frozen=True, slots=True)
class PostInThread:
    """Post a message in every thread of the chat that may see it, its author's own excepted."""

    message: MessageId


@dataclass(frozen=True, slots=True)
class ChangeInThread:
    """Bring our posted copy up to date after an edit, a mask or a deletion."""

    message: MessageId


@dataclass(frozen=True, slots=True)
class TellThread:
    """Post a notice of ours in the thread."""

    sentence: Sentence


@dataclass(frozen=True, slots=True)
class UpdateCard:
    """Render the root card again; several waiting ones are one."""


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

    WAITING = auto()
    JOINED = auto()
    LEFT = auto()
    TRANSFERRED = auto()
    ENDED = auto()


@dataclass(frozen=True, slots=True)
class TellCustomer:
    """Tell the customer of a turn; the words are the queue's automatic message, or none."""

    turn: CustomerTurn
    agent: AgentId | None = None


@dataclass(frozen=True, slots=True)
class ShowOffer:
    """Ring an agent: a private card with a deadline that the client renders."""

    offer: OfferId
    agent: AgentId


@dataclass(frozen=True, slots=True)
class CloseOffer:
    """Close an agent's offer card and say why."""

    offer: OfferId
    agent: AgentId
    outcome: OfferOutcome
    winner: AgentId | None = None


@dataclass(frozen=True, slots=True)
class TellAgent:
    """Tell one agent in private: where the chat is, when they have a seat in it, else directly.

    `directly` says it where they notice it wherever they are, with the way to the chat.
    """

    agent: AgentId
    sentence: Sentence
    directly: bool = False


@dataclass(frozen=True, slots=True)
class AskAuthor:
    """Show a held text's author the choices, in private."""

    held: Held


@dataclass(frozen=True, slots=True)
class MarkMessage:
    """Show a message's fate at its author's place; which mark that is, is read from the state when it is set."""

    message: MessageId


@dataclass(frozen=True, slots=True)
class EngageAgent:
    """The agent has the chat now; takes capacity unless it was reserved by the ring."""

    agent: AgentId
    weight: int


@dataclass(frozen=True, slots=True)
class WrapUpAgent:
    """The agent's chat ended; after-call work begins."""

    agent: AgentId


@dataclass(frozen=True, slots=True)
class ReleaseAgent:
    """The agent no longer has the chat in hand."""

    agent: AgentId
    cause: ReleaseCause


@dataclass(frozen=True, slots=True)
class Requeue:
    """Ask routing for an agent."""


@dataclass(frozen=True, slots=True)
class CloseContact:
    """The customer's next message opens a new conversation."""


@dataclass(frozen=True, slots=True)
class OpenContact:
    """The customer's next message belongs to this conversation again."""


@dataclass(frozen=True, slots=True)
class Record:
    """Write a line of the journal; `fields` hold ids and numbers, never text of a message."""

    what: str
    agent: AgentId | None = None
    person: PersonRef | None = None
    message: MessageId | None = None
    fields: dict[str, str] = field(default_factory=dict)


Effect = (
    StoreMessage
    | ChangeMessage
    | KeepInternal
    | OpenThread
    | PostInThread
    | ChangeInThread
    | TellThread
    | UpdateCard
    | SendToCustomer
    | ChangeAtCustomer
    | TellCustomer
    | ShowOffer
    | CloseOffer
    | TellAgent
    | AskAuthor
    | MarkMessage
    | EngageAgent
    | WrapUpAgent
    | ReleaseAgent
    | Requeue
    | CloseContact
    | OpenContact
    | Record
)
