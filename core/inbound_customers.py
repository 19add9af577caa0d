"""What adapters hand in of a customer's, and what a bot of somebody else's answers. `core.inbound` has the rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from core.conversation.facts import Facts
from core.conversation.model import Page
from core.features.answering import Answer
from core.features.verified import Person
from core.ids import BotId, ExternalRef, FormId, MessageId, QueueId
from core.messages import Part, Text
from core.sentences import Sentence

ReceiptState = Literal["sent", "delivered", "read", "failed"]


@dataclass(frozen=True, slots=True)
class CustomerMessage:
    """The customer sent a message. `client_id` is the sender's own id of it, shown back to the sender's screen."""

    parts: tuple[Part, ...]
    name: str = ""
    client_id: str | None = None
    page: Page | None = None
    facts: Facts | None = None
    """With words that may open a chat."""
    language: str = ""
    """The language of the customer's screen, as a tag."""
    masked: bool = False
    """Whether something in it was masked when it came in."""
    person: Person | None = None
    """Who the customer is, where their site has said so."""
    quotes: ExternalRef | None = None
    """The message that it answers, where the channel says so."""
    edits: bool = False
    """Whether it is not an answer to that one, but what its author has changed it to."""
    ref: ExternalRef | None = None
    """The channel's own address of it, where something may be said of it later."""
    kind: Literal["customer_message"] = "customer_message"


@dataclass(frozen=True, slots=True)
class OfflineRequest:
    """The customer filled in the form that is left outside the hours; what was answered fits the form's questions."""

    answers: tuple[Answer, ...]
    name: str = ""
    client_id: str | None = None
    page: Page | None = None
    facts: Facts | None = None
    language: str = ""
    masked: bool = False
    person: Person | None = None
    kind: Literal["offline_request"] = "offline_request"


@dataclass(frozen=True, slots=True)
class BotAnswered:
    """A bot of somebody else's has answered: what it says, what it has learnt, and whether it makes way."""

    bot: BotId
    texts: tuple[Text, ...] = ()
    learnt: tuple[Answer, ...] = ()
    over: bool = False
    queue: QueueId | None = None
    priority: int = 0
    failed: bool = False
    """True when it could not be reached."""
    kind: Literal["bot_answered"] = "bot_answered"


@dataclass(frozen=True, slots=True)
class CustomerDid:
    """The customer ended the chat, left, came back or moved to another page.

    One who has `left` with a time when that is `due` may come back until then.
    """

    what: Literal["ended", "left", "returned", "moved"]
    page: Page | None = None
    due: datetime | None = None
    kind: Literal["customer_did"] = "customer_did"


@dataclass(frozen=True, slots=True)
class CustomerIdentified:
    """The customer's site has said who they are: from now on they are `contact`, in whatever browser."""

    contact: ExternalRef
    person: Person
    kind: Literal["customer_identified"] = "customer_identified"


@dataclass(frozen=True, slots=True)
class CustomerChose:
    """The customer chose from a menu, by the choice's place in it, from 0 on."""

    message: MessageId
    choice: int
    name: str = ""
    client_id: str | None = None
    page: Page | None = None
    kind: Literal["customer_chose"] = "customer_chose"


@dataclass(frozen=True, slots=True)
class CustomerAnsweredPage:
    """The customer opened a page that they were offered, or would not."""

    message: MessageId
    opened: bool
    kind: Literal["customer_answered_page"] = "customer_answered_page"


@dataclass(frozen=True, slots=True)
class CustomerRating:
    """What the customer says of a chat after its end; empty `comment`: no words, or the same as before."""

    score: int
    comment: str = ""
    name: str = ""
    kind: Literal["customer_rating"] = "customer_rating"


@dataclass(frozen=True, slots=True)
class CustomerForm:
    """The customer filled in a secure form, whose values are in the vault under `slot`; or would not."""

    form: FormId
    what: Literal["filled", "declined"]
    slot: str = ""
    kind: Literal["customer_form"] = "customer_form"


@dataclass(frozen=True, slots=True)
class CustomerReceipt:
    """The channel reported the fate of messages up to `seq` or `until`, or of one message by `ref`.

    `seq` is a line of our own log; `until` a time by the platform's clock, where it tells only of all before it.
    `key` is that of the sending, where the channel knows it: a report may come before the answer that names `ref`.
    `alone` says that the sending is this one message, and not several.
    """

    state: ReceiptState
    seq: int | None = None
    ref: ExternalRef | None = None
    until: datetime | None = None
    key: str | None = None
    alone: bool = True
    reason: Sentence | None = None
    """Why it failed, in words that say what to do."""
    final: bool = False
    """Whether sending it again would fail in the same way, because of the person."""
    contact: ExternalRef | None = None
    """Whose `until` it is: a chat may have several addresses in the channel."""
    losses: tuple[Sentence, ...] = ()
    """What the answer would have said of how it went (`Receipt.losses`): the report may come before it."""
    kind: Literal["customer_receipt"] = "customer_receipt"


@dataclass(frozen=True, slots=True)
class CustomerConsent:
    """The customer wants no messages in this channel any more, or wants them again."""

    agrees: bool
    said: Sentence | None = None
    """What the agents are told; None: that the customer has written STOP, or START."""
    kind: Literal["customer_consent"] = "customer_consent"


@dataclass(frozen=True, slots=True)
class AnsweredElsewhere:
    """Somebody answered the customer at the platform itself, past every desk."""

    parts: tuple[Part, ...]
    masked: bool = False
    """Whether something in it was masked when it came in."""
    kind: Literal["answered_elsewhere"] = "answered_elsewhere"


@dataclass(frozen=True, slots=True)
class TooMuchDropped:
    """Of what a contact wrote so much waited that more was dropped; what waited before it is shown by now."""

    kind: Literal["too_much_dropped"] = "too_much_dropped"


CustomerReport = CustomerReceipt | CustomerConsent | AnsweredElsewhere | TooMuchDropped
"""What is told of customers, and not said by them."""
