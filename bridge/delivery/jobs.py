"""What an outbox row asks for: ids, marks and sentences, never a message's text; `kind` tells which job it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bridge.delivery.aside_jobs import AsideJob
from bridge.delivery.erase_jobs import RemoveJob
from bridge.delivery.receipt_jobs import FailureCardJob, ReceiptsJob
from bridge.delivery.renew_job import RenewJob
from bridge.delivery.vault_jobs import DropValuesJob
from core.commands.model import ViewName
from core.conversation.effects import CustomerTurn, OfferOutcome
from core.ids import AgentId, ConversationId, ExternalRef, MessageId, OfferId, PersonRef, QueueId
from core.sentences import Sentence
from core.views import Button


@dataclass(frozen=True, slots=True)
class OpenThreadJob:
    """Open the chat's thread with its root card at the first of these places that can be used."""

    places: tuple[ExternalRef, ...]
    kind: Literal["open"] = "open"


@dataclass(frozen=True, slots=True)
class OpenChannelJob:
    """Open a channel for the chat alone, with its root card; one of these places points to it."""

    places: tuple[ExternalRef, ...]
    kind: Literal["open_channel"] = "open_channel"


OpeningJob = OpenThreadJob | OpenChannelJob


@dataclass(frozen=True, slots=True)
class BringInJob:
    """Bring a person into the chat's own channel."""

    person: PersonRef
    kind: Literal["bring_in"] = "bring_in"


@dataclass(frozen=True, slots=True)
class CloseChannelJob:
    """Put the chat's own channel away, when all else has arrived there."""

    kind: Literal["close_channel"] = "close_channel"


@dataclass(frozen=True, slots=True)
class PostJob:
    """Post a message in the thread; `files` is how many cost of the budget, `answers` that it may bear a mark."""

    message: MessageId
    files: int = 0
    answers: bool = False
    kind: Literal["post"] = "post"


@dataclass(frozen=True, slots=True)
class NoticeJob:
    """Post a notice of ours in the thread, and under it a line about each of these chats."""

    sentence: Sentence
    chats: tuple[ConversationId, ...] = ()
    kind: Literal["notice"] = "notice"


@dataclass(frozen=True, slots=True)
class CardJob:
    """Render the root card anew; one that `can_wait` yields to those which say where a chat stands."""

    can_wait: bool = False
    kind: Literal["card"] = "card"


@dataclass(frozen=True, slots=True)
class WrapUpCardJob:
    """Post the wrap-up card when the wrap-up `begins`; else show it anew, where it stands."""

    begins: bool = False
    kind: Literal["wrap_up_card"] = "wrap_up_card"


@dataclass(frozen=True, slots=True)
class ChangeJob:
    """Bring our copy of a message up to date."""

    message: MessageId
    kind: Literal["change"] = "change"


@dataclass(frozen=True, slots=True)
class MarkJob:
    """Set the settled mark on a message; which one, is read from the state.

    `settled` says that the message has arrived: a later one that has arrived says so of the earlier ones too. `first`
    says that the message bears no mark of ours yet.
    """

    message: MessageId
    settled: bool = False
    first: bool = False
    kind: Literal["mark"] = "mark"


@dataclass(frozen=True, slots=True)
class AskJob:
    """Ask the author of a held text; in `thread` where it isn't the chat's."""

    message: MessageId
    person: PersonRef
    thread: ExternalRef | None = None
    kind: Literal["ask"] = "ask"


@dataclass(frozen=True, slots=True)
class WhisperJob:
    """Show a private message to one person: in the thread, or `directly`, where it outlasts a reload."""

    message: MessageId
    person: PersonRef
    directly: bool = False
    kind: Literal["whisper"] = "whisper"


@dataclass(frozen=True, slots=True)
class TellJob:
    """Tell one person a sentence; in the thread when `in_thread`, else directly, `with_link` to the chat."""

    person: PersonRef
    sentence: Sentence
    in_thread: bool = False
    thread: ExternalRef | None = None
    agent: AgentId | None = None
    with_link: bool = False
    after_opening: bool = False  # waits for the thread, which is being opened, so that there is a link to it
    buttons: tuple[Button, ...] = ()
    source_of: MessageId | None = None  # links the place where its author wrote this message by hand, instead
    kind: Literal["tell"] = "tell"


@dataclass(frozen=True, slots=True)
class ViewJob:
    """Answer a person with a list that is rendered when it is sent."""

    person: PersonRef
    view: ViewName
    thread: ExternalRef | None = None
    args: Mapping[str, str] = field(default_factory=dict)
    kind: Literal["view"] = "view"


@dataclass(frozen=True, slots=True)
class OfferJob:
    """Ring an agent."""

    offer: OfferId
    agent: AgentId
    person: PersonRef
    kind: Literal["offer"] = "offer"


@dataclass(frozen=True, slots=True)
class CloseOfferJob:
    """Show on an agent's offer card what became of it."""

    offer: OfferId
    agent: AgentId
    person: PersonRef
    outcome: OfferOutcome
    winner: AgentId | None = None
    kind: Literal["close_offer"] = "close_offer"


@dataclass(frozen=True, slots=True)
class PlaceCardJob:
    """Post a card about the chat in a place beside its thread: what `card` names, about `agent`."""

    place: ExternalRef
    card: Literal["flag", "waits"]
    agent: AgentId
    message: MessageId | None = None
    kind: Literal["place_card"] = "place_card"


@dataclass(frozen=True, slots=True)
class ChangePlaceCardJob:
    """Render such a card anew, the last one of its kind in its place."""

    place: ExternalRef
    card: Literal["flag", "waits"]
    agent: AgentId
    message: MessageId | None = None
    kind: Literal["change_place_card"] = "change_place_card"


@dataclass(frozen=True, slots=True)
class LookJob:
    """Look whether the agent who was chosen for the chat is at the desk, before the bell."""

    agent: AgentId
    person: PersonRef
    queue: QueueId | None = None  # in which they were chosen
    kind: Literal["look"] = "look"


@dataclass(frozen=True, slots=True)
class HomeJob:
    """Render a person's home page anew; `asked` says that they look at it now."""

    person: PersonRef
    asked: bool = False
    kind: Literal["home"] = "home"


@dataclass(frozen=True, slots=True)
class CustomerJob:
    """Send a message to the customer; `first_mark` says that its author's copy bears no mark of ours yet."""

    message: MessageId
    first_mark: bool = False
    to: ExternalRef | None = None  # where the chat has taken another address in the row's channel before
    kind: Literal["customer"] = "customer"


@dataclass(frozen=True, slots=True)
class CustomerChangeJob:
    """Bring the customer's copy of a message up to date."""

    message: MessageId
    to: ExternalRef | None = None  # as `CustomerJob` has it
    kind: Literal["customer_change"] = "customer_change"


@dataclass(frozen=True, slots=True)
class TurnJob:
    """Tell the customer of a turn of the chat, in the words of `queue`, or of the chat's own."""

    turn: CustomerTurn
    agent: AgentId | None = None
    queue: QueueId | None = None
    to: ExternalRef | None = None  # as `CustomerJob` has it
    channel: str = ""  # what people call the channel in which the chat goes on, where that is told
    kind: Literal["turn"] = "turn"


@dataclass(frozen=True, slots=True)
class AskBotJob:
    """Hand the customer's message to a bot of somebody else's."""

    message: MessageId
    kind: Literal["ask_bot"] = "ask_bot"


SMTP = "mail:smtp"  # the destination of what is mailed


@dataclass(frozen=True, slots=True)
class TranscriptMailJob:
    """Mail a chat's transcript: the customer's, or the organisation's with what is `private`."""

    to: str
    private: bool = False
    kind: Literal["transcript_mail"] = "transcript_mail"


DeskJob = (
    OpenThreadJob
    | OpenChannelJob
    | BringInJob
    | CloseChannelJob
    | PostJob
    | NoticeJob
    | CardJob
    | WrapUpCardJob
    | FailureCardJob
    | ChangeJob
    | MarkJob
    | ReceiptsJob
    | AskJob
    | WhisperJob
    | TellJob
    | ViewJob
    | OfferJob
    | CloseOfferJob
    | PlaceCardJob
    | ChangePlaceCardJob
    | HomeJob
    | LookJob
    | RemoveJob
    | RenewJob
)
CustomerSideJob = CustomerJob | CustomerChangeJob | TurnJob
MailSideJob = TranscriptMailJob
Job = DeskJob | AsideJob | CustomerSideJob | AskBotJob | MailSideJob | DropValuesJob
