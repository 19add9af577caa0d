"""What adapters hand in: each kind of thing that can come from outside or from the clock, normalised.

Rules:
1. `dedupe` is unique within `source`: the same thing delivered twice has the same one, and is stored once.
2. What stands here is stored before it is acknowledged; it is the translated form, never the raw body.
3. `subject` says whose lane it belongs to; the store resolves it in the same insert.
4. `kind` is the discriminator in the stored form; it is versioned by name, never reused with another meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from core.conversation.model import HoldReason
from core.ids import AgentId, ChannelName, ConversationId, DeskName, ExternalRef, PersonRef, QueueId
from core.inbound_customers import (
    BotAnswered,
    CustomerAnsweredPage,
    CustomerChose,
    CustomerDid,
    CustomerForm,
    CustomerIdentified,
    CustomerMessage,
    CustomerRating,
    CustomerReceipt,
    CustomerReport,
    OfflineRequest,
)
from core.inbound_own import (
    AgentRemoved,
    AgentSeen,
    CustomerBanned,
    ExpertGone,
    ExpertHeard,
    FormAct,
    ResumeHeld,
    RouteAgent,
    RouteQueue,
    RoutingAnswer,
    ShowLine,
    TimerDue,
)
from core.messages import Part

__all__ = [
    "AgentRemoved",
    "AgentSeen",
    "AgentSubject",
    "Body",
    "BotAnswered",
    "ContactSubject",
    "ConversationSubject",
    "CustomerAnsweredPage",
    "CustomerBanned",
    "CustomerChose",
    "CustomerDid",
    "CustomerForm",
    "CustomerIdentified",
    "CustomerMessage",
    "CustomerRating",
    "CustomerReceipt",
    "DeskEcho",
    "DeskEdited",
    "DeskMessage",
    "DeskReacted",
    "DeskTrouble",
    "ExpertGone",
    "ExpertHeard",
    "FormAct",
    "HomeOpened",
    "Inbound",
    "Invocation",
    "OfflineRequest",
    "PersonSubject",
    "QueueSubject",
    "ResumeHeld",
    "RouteAgent",
    "RouteQueue",
    "RoutingAnswer",
    "ShowLine",
    "Subject",
    "ThreadSubject",
    "TimerDue",
]


@dataclass(frozen=True, slots=True)
class ContactSubject:
    """The conversation that this contact point has open in this channel; a new one is minted when there is none."""

    channel: ChannelName
    contact: ExternalRef
    queue: QueueId
    name: str = ""
    may_open: bool = True
    agent: AgentId | None = None
    """Whose own address of ours it came to: a chat that it opens is theirs."""
    kind: Literal["contact"] = "contact"


@dataclass(frozen=True, slots=True)
class ThreadSubject:
    """The conversation whose thread this is.

    `fallback` is a wider thread that may be the chat's instead: the whole channel, where a chat has one of its own.
    Where neither is a chat's, it is `person`'s, as if said anywhere; without one it is nobody's.
    """

    desk: DeskName
    thread: ExternalRef
    fallback: ExternalRef | None = None
    person: PersonRef | None = None
    kind: Literal["thread"] = "thread"


@dataclass(frozen=True, slots=True)
class ConversationSubject:
    """A conversation by its id."""

    conversation: ConversationId
    kind: Literal["conversation"] = "conversation"


@dataclass(frozen=True, slots=True)
class PersonSubject:
    """A person at a desk; things of one person keep their order."""

    desk: DeskName
    person: PersonRef
    kind: Literal["person"] = "person"


@dataclass(frozen=True, slots=True)
class QueueSubject:
    """A queue: routing looks at one queue at a time."""

    queue: QueueId
    kind: Literal["queue"] = "queue"


@dataclass(frozen=True, slots=True)
class AgentSubject:
    """An agent: routing looks for a chat for one agent at a time."""

    agent: AgentId
    kind: Literal["agent"] = "agent"


Subject = ContactSubject | ThreadSubject | ConversationSubject | PersonSubject | QueueSubject | AgentSubject


@dataclass(frozen=True, slots=True)
class DeskMessage:
    """Somebody wrote at a desk, in a place that may be a chat's thread.

    `ref` is the platform's address of the message.
    """

    desk: DeskName
    person: PersonRef
    ref: ExternalRef
    parts: tuple[Part, ...]
    name: str = ""
    doubt: HoldReason | None = None
    direct: bool = False
    """True in a private talk with the bot: text there is a command, or an expert's words."""
    mentioned: bool = False
    """True when it was addressed to the bot by name; then it can only be a command."""
    quotes: ExternalRef | None = None
    """The message that it answers, where the platform says so: tells an expert's chats apart without threads."""
    kind: Literal["desk_message"] = "desk_message"


@dataclass(frozen=True, slots=True)
class DeskEdited:
    """The author of a desk message changed it; None for `parts` when it was deleted."""

    desk: DeskName
    person: PersonRef
    ref: ExternalRef
    parts: tuple[Part, ...] | None
    doubt: HoldReason | None = None
    mentioned: bool = False
    """True when the new text names the bot: then it is for the bot, never for the customer."""
    kind: Literal["desk_edited"] = "desk_edited"


@dataclass(frozen=True, slots=True)
class DeskReacted:
    """Somebody put an emoji on what stands at `ref`, or took it away (`on`)."""

    desk: DeskName
    person: PersonRef
    ref: ExternalRef
    emoji: str
    on: bool = True
    kind: Literal["desk_reacted"] = "desk_reacted"


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command was given by button, slash, shortcut or form. Typed ones arrive as `DeskMessage`.

    `words` are what stands behind the command's name; `values` come from a form or a button and win over words.
    `about` is the address of the message to which a shortcut was applied.
    """

    desk: DeskName
    person: PersonRef
    command: str
    words: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    reply_to: ExternalRef | None = None
    """Where the platform wants the private answer (a response address); None: in the usual private way."""
    about: ExternalRef | None = None
    surface: Literal["button", "slash", "shortcut", "form", "home"] = "button"
    kind: Literal["invocation"] = "invocation"


@dataclass(frozen=True, slots=True)
class HomeOpened:
    """A person opened the bot's home page."""

    desk: DeskName
    person: PersonRef
    kind: Literal["home_opened"] = "home_opened"


@dataclass(frozen=True, slots=True)
class DeskEcho:
    """The platform showed us our own post: `key` is the outbox key that rode in it."""

    desk: DeskName
    key: str
    ref: ExternalRef
    kind: Literal["desk_echo"] = "desk_echo"


@dataclass(frozen=True, slots=True)
class DeskTrouble:
    """The platform told us that a place or the whole desk can't be used as before."""

    desk: DeskName
    what: Literal["archived", "unarchived", "removed", "added", "revoked", "uninstalled", "deleted"]
    place: ExternalRef | None = None
    kind: Literal["desk_trouble"] = "desk_trouble"


Body = (
    CustomerMessage
    | OfflineRequest
    | BotAnswered
    | CustomerDid
    | CustomerIdentified
    | CustomerChose
    | CustomerAnsweredPage
    | CustomerRating
    | CustomerForm
    | DeskMessage
    | DeskEdited
    | DeskReacted
    | Invocation
    | HomeOpened
    | DeskEcho
    | DeskTrouble
    | CustomerReport
    | TimerDue
    | RouteQueue
    | RoutingAnswer
    | RouteAgent
    | ResumeHeld
    | CustomerBanned
    | ShowLine
    | AgentSeen
    | AgentRemoved
    | ExpertHeard
    | ExpertGone
    | FormAct
)


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that came in. `at` is the time at which it happened, in UTC."""

    source: str
    dedupe: str
    subject: Subject
    body: Body
    at: datetime
    trace: str | None = None
    """By which trace it can be followed, where it is traced; a W3C traceparent."""
