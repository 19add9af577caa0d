"""What can happen to a conversation. Past tense; each carries its time and the ids that the shell minted.

`Message` objects are carried whole because the leak guard must see them; the state keeps only their ids.
"""

from dataclasses import dataclass
from datetime import datetime

from core.conversation.model import HoldReason, Page
from core.ids import AgentId, DeskName, InvitationId, OfferId, PersonRef
from core.messages import Message
from core.routing.queues import OfferMode


@dataclass(frozen=True, slots=True)
class CustomerWrote:
    """The customer sent a message."""

    at: datetime
    message: Message
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class CustomerEnded:
    """The customer ended the chat."""

    at: datetime


@dataclass(frozen=True, slots=True)
class CustomerLeft:
    """The customer closed the page and has not come back."""

    at: datetime


@dataclass(frozen=True, slots=True)
class CustomerReturned:
    """The customer's page is open again."""

    at: datetime


@dataclass(frozen=True, slots=True)
class PageChanged:
    """The customer moved to another page."""

    at: datetime
    page: Page


@dataclass(frozen=True, slots=True)
class OfferMade:
    """Routing found somebody; for a ring, that agent's capacity is already reserved."""

    at: datetime
    offer: OfferId
    mode: OfferMode
    agents: tuple[AgentId, ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class Assigned:
    """Routing gave the chat to an agent without asking (auto-answer)."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class OfferAccepted:
    """An agent said accept, by whatever surface; also the picking of a waiting chat."""

    at: datetime
    agent: AgentId
    picked: bool = False


@dataclass(frozen=True, slots=True)
class OfferRejected:
    """An agent said reject."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class TimersDue:
    """The shell's clock has passed the earliest timer; which of them are due is read from the state."""

    at: datetime


@dataclass(frozen=True, slots=True)
class DeskWrote:
    """Somebody wrote in the chat's thread. `agent` is None for people who are no agents.

    `doubt` is what the parser or the adapter found wrong with it (an unknown command, another app's post);
    `private` means that its author marked it as a note.
    """

    at: datetime
    message: Message
    desk: DeskName
    person: PersonRef
    agent: AgentId | None = None
    doubt: HoldReason | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class HeldSent:
    """The author of a held text wants it to go to the customer."""

    at: datetime
    message: Message
    agent: AgentId


@dataclass(frozen=True, slots=True)
class HeldDiscarded:
    """The author of a held text keeps it internal."""

    at: datetime
    message: Message
    person: PersonRef


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """An agent wrote a private note; to all agents, or to the recipients that the message names."""

    at: datetime
    message: Message
    agent: AgentId


@dataclass(frozen=True, slots=True)
class PrivateModeSet:
    """An agent turned the private mode on or off: while on, what they type stays on the desk."""

    at: datetime
    agent: AgentId
    on: bool


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """The author of a message changed it at its own place; `doubt` is what the parser found wrong with the new text."""

    at: datetime
    message: Message
    doubt: HoldReason | None = None


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """The author of a message deleted it at its own place."""

    at: datetime
    message: Message


@dataclass(frozen=True, slots=True)
class Invited:
    """An attendee invited another agent."""

    at: datetime
    invitation: InvitationId
    agent: AgentId
    by: AgentId
    until: datetime


@dataclass(frozen=True, slots=True)
class InvitationAccepted:
    """The invited agent joined."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class InvitationDeclined:
    """The invited agent declined."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class AgentLeft:
    """An attendee left; the last one can't leave, only end or hand over."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class Ended:
    """An attendee said end: leaves when others remain, ends the chat when not."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class WrapUpCompleted:
    """The agent has finished the after-call work."""

    at: datetime
    agent: AgentId


Event = (
    CustomerWrote
    | CustomerEnded
    | CustomerLeft
    | CustomerReturned
    | PageChanged
    | OfferMade
    | Assigned
    | OfferAccepted
    | OfferRejected
    | TimersDue
    | DeskWrote
    | HeldSent
    | HeldDiscarded
    | NoteWritten
    | PrivateModeSet
    | MessageEdited
    | MessageDeleted
    | Invited
    | InvitationAccepted
    | InvitationDeclined
    | AgentLeft
    | Ended
    | WrapUpCompleted
)
