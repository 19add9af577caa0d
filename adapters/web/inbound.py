"""What a visitor does, as the core's `Inbound`. Pure.

Rules: `dedupe` is the widget's own id of the thing under the visitor's name, so a resend is the same thing and no
visitor can collide with another; a page's address loses its query before it goes on.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

from adapters.web.ids import Visitor
from adapters.web.wire import PageFacts
from core.conversation.facts import Facts
from core.conversation.model import Page
from core.features.answering import Answer
from core.features.verified import Person
from core.ids import ChannelName, ConversationId, MessageId, QueueId
from core.inbound import (
    Body,
    ContactSubject,
    ConversationSubject,
    CustomerAnsweredPage,
    CustomerChose,
    CustomerDid,
    CustomerIdentified,
    CustomerMessage,
    CustomerRating,
    CustomerReceipt,
    Inbound,
    OfflineRequest,
)
from core.messages import Media, Part, Text


@dataclass(frozen=True, slots=True)
class Speaker:
    """The visitor on one channel, with the queue that its page asked for."""

    channel: ChannelName
    visitor: Visitor
    queue: QueueId
    language: str = ""


def page_of(facts: PageFacts | None) -> Page | None:
    """Give a page without the query of its address; None when there is no web address in it."""
    if facts is None:
        return None
    try:
        parts = urlsplit(facts.url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    route = parts.fragment.partition("?")[0] if parts.fragment.startswith(("/", "!/")) else ""
    host = parts.netloc.rpartition("@")[2]
    return Page(urlunsplit((parts.scheme, host, parts.path, "", route)), " ".join(facts.title.split()))


@dataclass(frozen=True, slots=True)
class Around:
    """What goes with a customer's words: where they are, and, with words that may open a chat, from what browser."""

    page: Page | None = None
    facts: Facts | None = None


def wrote(
    speaker: Speaker, client_id: str, text: str, files: tuple[Media, ...], around: Around, at: datetime
) -> Inbound:
    """Say that the customer wrote."""
    words: tuple[Part, ...] = (Text(text),) if text else ()
    body = CustomerMessage(
        (*words, *files),
        name=speaker.visitor.name,
        client_id=client_id,
        page=around.page,
        facts=around.facts,
        language=speaker.language,
        person=speaker.visitor.person,
    )
    return _inbound(speaker, f"say:{client_id}", body, at, may_open=True)


def chose(speaker: Speaker, message: str, choice: int, page: Page | None, at: datetime) -> Inbound:
    """Say that the customer chose from a menu: once for each menu, whatever is clicked and in however many windows."""
    client_id = f"pick_{message}"
    body = CustomerChose(MessageId(message), choice, speaker.visitor.name, client_id, page)
    return _inbound(speaker, f"say:{client_id}", body, at)


def answered_page(speaker: Speaker, message: str, at: datetime, *, opened: bool) -> Inbound:
    """Say that the customer opened an offered page, or would not."""
    return _inbound(speaker, f"page-answer:{message}", CustomerAnsweredPage(MessageId(message), opened), at)


def rated(
    speaker: Speaker, client_id: str, conversation: ConversationId, score: int, comment: str, at: datetime
) -> Inbound:
    """Say how good the customer found a chat that has ended; `conversation` must be known to be theirs."""
    body = CustomerRating(score, comment, speaker.visitor.name)
    dedupe = f"{speaker.visitor.id}:rate:{client_id}"
    return Inbound(speaker.channel, dedupe, ConversationSubject(conversation), body, at)


def left_form(speaker: Speaker, client_id: str, answers: tuple[Answer, ...], around: Around, at: datetime) -> Inbound:
    """Say that the customer left the form of the hours in which nobody is there."""
    body = OfflineRequest(
        answers,
        name=speaker.visitor.name,
        client_id=client_id,
        page=around.page,
        facts=around.facts,
        language=speaker.language,
        person=speaker.visitor.person,
    )
    return _inbound(speaker, f"say:{client_id}", body, at, may_open=True)


def identified(speaker: Speaker, person: Visitor, key: str, at: datetime) -> Inbound:
    """Say that the visitor of a browser, who may have a chat open, is a verified person."""
    body = CustomerIdentified(person.contact, person.person or Person())
    return _inbound(speaker, f"identified:{key}", body, at)


def ended(speaker: Speaker, client_id: str, at: datetime) -> Inbound:
    """Say that the customer ended the chat."""
    return _inbound(speaker, f"end:{client_id}", CustomerDid("ended"), at)


def moved(speaker: Speaker, page: Page, key: str, at: datetime) -> Inbound:
    """Say that the customer went to another page."""
    return _inbound(speaker, f"page:{key}", CustomerDid("moved", page), at)


def left(speaker: Speaker, key: str, at: datetime, due: datetime | None = None) -> Inbound:
    """Say that the customer's last window is gone; until it is `due` they may come back."""
    return _inbound(speaker, f"left:{key}", CustomerDid("left", due=due), at)


def returned(speaker: Speaker, key: str, at: datetime) -> Inbound:
    """Say that the customer is back."""
    return _inbound(speaker, f"back:{key}", CustomerDid("returned"), at)


def read(speaker: Speaker, conversation: ConversationId, seq: int, at: datetime) -> Inbound:
    """Say that the customer has read the log up to a number."""
    return _inbound(speaker, f"read:{conversation}:{seq}", CustomerReceipt("read", seq=seq), at)


def _inbound(speaker: Speaker, what: str, body: Body, at: datetime, *, may_open: bool = False) -> Inbound:
    subject = ContactSubject(
        speaker.channel, speaker.visitor.contact, speaker.queue, name=speaker.visitor.name, may_open=may_open
    )
    return Inbound(speaker.channel, f"{speaker.visitor.id}:{what}", subject, body, at)
