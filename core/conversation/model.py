"""The state of one conversation.

Rules:
1. Frozen: the machine returns a new state, nobody changes one.
2. No text of a message is kept here but the first words, which the cards show; `Masked` must clear them too.
3. `timers` is the whole truth about what is due; the shell wakes the conversation at the earliest of them.
4. Everything here is read and written with each message: a field is small, off by default (what is off takes no room in
   the store), and never the words of a person. What is looked at seldom stands in a table of its own, beside the chat.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from core.conversation.bot_talk import BotTalk
from core.conversation.expert import Call, Expert
from core.conversation.form import AskedForm
from core.ids import (
    AgentId,
    ChannelName,
    Contact,
    ConversationId,
    DeskName,
    DispositionId,
    ExternalRef,
    InvitationId,
    MessageId,
    OfferId,
    PersonRef,
    QueueId,
)
from core.messages import Span
from core.routing.queues import OfferMode


class Status(StrEnum):
    """Where a conversation stands."""

    NEW = auto()
    BOT = auto()
    """A first-line bot talks with the customer; no agent is asked for yet."""
    QUEUED = auto()
    OFFERED = auto()
    ACTIVE = auto()
    WRAP_UP = auto()
    HANDLED = auto()


OPEN = frozenset({Status.NEW, Status.BOT, Status.QUEUED, Status.OFFERED, Status.ACTIVE})
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
    INACTIVE = auto()
    """Nobody may have written for so long that both sides are warned, or that the chat ends."""
    SILENCE = auto()
    """The customer's wait for an answer passes the next threshold at which it shows by colour."""
    BOT = auto()
    """A customer who talks with a bot may have gone for good."""
    OPENS = auto()
    """A request that came outside the hours is not offered before."""
    ROUTING, HOLD, GONE = auto(), auto(), auto()
    """Waiting alone changes who is asked; a chat on hold finds no room at its agent; its agent is away."""
    FORM = auto()  # a secure form was not filled in, or not opened, in time


class EndedBy(StrEnum):
    """Who ended a conversation."""

    AGENT = auto()
    CUSTOMER = auto()
    TIMEOUT = auto()


class HoldReason(StrEnum):
    """Why the leak guard stopped a text."""

    NOT_ACCEPTED = auto()
    """Nobody has accepted the chat yet."""
    NOT_ATTENDEE = auto()  # its author has no seat in the chat
    ENDED = auto()  # the chat has ended
    UNKNOWN_COMMAND = auto()
    """It looks like a command, and there is none of that name."""
    BOT = auto()  # another app posted it
    UNREADABLE = auto()
    """Its content can't be shown to the customer as it is."""
    FILES = auto()
    """One of its files isn't allowed or could not be read."""
    LATE = auto()
    """It came after its author had turned private mode off, and was written before."""
    BRAKE = auto()
    """Something in it is forbidden; its author looks again."""
    PREVIEW = auto()
    """It has files, which its author sees once more before they go out."""
    BOT_TALKS = auto()  # a first-line bot is talking with the customer
    TEMPLATE_ONLY = auto()  # nothing but a template reaches the customer now
    OPEN_AGAIN = auto()  # that was so, and the customer has written since
    OPEN_ELSEWHERE = auto()  # that was so, and the chat goes on in another channel since


class Listening(StrEnum):
    """How a supervisor follows a chat of somebody else's: nothing that they write goes to the customer."""

    MONITOR = auto()
    """Unseen, and silent."""
    COACH = auto()
    """What they write is for the owner alone."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody with a seat; `masked` ones are unseen by the customer, `listening` ones take no part in the talk."""

    agent: AgentId
    role: Role
    joined_at: datetime
    masked: bool = False
    listening: Listening | None = None


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
    leaves: bool = False
    """Whether `by` leaves when `agent` joins: a warm transfer."""
    queue: QueueId | None = None
    """From which queue the agent was drawn, when none was named."""
    masked: bool = False
    """Whether `agent` joins unseen by the customer."""
    call: Call | None = None
    """Where `agent` is asked to take part as an expert, from outside the queue."""


@dataclass(frozen=True, slots=True)
class Hold:
    """The chat is set aside and takes none of its agent's capacity until its customer writes."""

    agent: AgentId
    at: datetime
    wrote: bool = False
    """Whether the customer has written since, and the agent had no room."""


@dataclass(frozen=True, slots=True)
class Flag:
    """An agent asks the supervisors for help; the reason, if one was given, is a private note."""

    agent: AgentId
    at: datetime
    note: MessageId | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """A chat that was handed over and has not been accepted yet; the note, if there is one, is a private one."""

    by: AgentId
    at: datetime
    origin: QueueId
    to: AgentId | None = None
    """To whom alone it is offered first; None for everybody of the queue."""
    note: MessageId | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A text stopped by the leak guard; `author` was asked in private, and decides."""

    message: MessageId
    desk: DeskName
    author: PersonRef
    agent: AgentId | None
    reason: HoldReason
    at: datetime
    spans: tuple[Span, ...] = ()
    """What in its plain text must not go out, to be shown to the author."""
    expert: AgentId | None = None


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
    experts: tuple[Expert, ...] = ()
    owner: AgentId | None = None
    offer: Offer | None = None
    invitation: Invitation | None = None
    skipped: frozenset[AgentId] = frozenset()
    held: tuple[Held, ...] = ()
    private: frozenset[AgentId] = frozenset()
    private_until: Mapping[AgentId, datetime] = field(default_factory=dict)
    """Until when what they wrote was to stay with the agents, by the clock of their desk: platforms promise no order.

    Of those who turned private mode off, and of those whom the customer did not see before."""
    timers: Mapping[Timer, datetime] = field(default_factory=dict)
    first_words: str = ""
    page: Page | None = None
    customer_last_at: datetime | None = None
    agent_last_at: datetime | None = None
    unread: int = 0
    customer_gone: bool = False
    told_waiting: bool = False  # whether the thread was told that a broadcast found nobody; once is enough
    reopened: int = 0
    bot: BotTalk | None = None
    request: bool = False  # left outside the hours, with nobody there to answer it at once
    language: str = ""
    skills: frozenset[str] = frozenset()
    """What its agent should be able to do, by the configuration's names."""
    priority: int = 0
    """How far it stands before others of its queue; the higher, the further."""
    preferred: AgentId | None = None
    """Who is offered it first, while they can take it."""
    sought_since: datetime | None = None
    """From when somebody is looked for, where that is later than it was queued: after the opening, or a transfer."""
    overflow: tuple[QueueId, ...] = ()
    """The queues to whose agents it is offered too, after having waited too long."""
    transfer: Transfer | None = None
    hold: Hold | None = None
    flag: Flag | None = None
    silence: int = 0  # how many of the queue's thresholds the customer has waited past since an agent's last word
    warned_at: datetime | None = None
    """When both sides were warned that the chat will be closed."""
    push_allowed: bool = False
    """Whether the customer lets pages be opened in their window without being asked again."""
    disposition: DispositionId | None = None
    activity: str = ""  # the activity form, by its name, in which all that it requires has been filled in
    masked: frozenset[MessageId] = frozenset()  # messages that were masked by hand and can be shown again
    veiled: bool = False  # words of what is known beside its messages were, too
    covered: bool = False  # words of it were overwritten after they had been shown
    forms: tuple[AskedForm, ...] = ()  # secure ones that the customer is to fill in, or the owner to open
    personal: AgentId | None = None  # to whose own number it came, or from whose it went out
    absent: tuple[ChannelName, ...] = ()  # channels that it has left, and where the customer has closed their window
    taken: tuple[Contact, ...] = ()  # of a chat that has moved: all its routes (`core.conversation.routes`)
    version: int = 0

    def participant(self, agent: AgentId | None) -> Participant | None:
        """Give the seat of an agent, or None."""
        return next((seat for seat in self.participants if seat.agent == agent), None)

    def waits_for_opening(self) -> bool:
        """Tell whether it is a request that nobody is asked to take before its queue opens."""
        return self.status is Status.QUEUED and Timer.OPENS in self.timers

    def is_open(self) -> bool:
        """Tell whether the customer can still be answered in it."""
        return self.status in OPEN
