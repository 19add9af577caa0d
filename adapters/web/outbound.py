"""The customer's log as frames of the widget's protocol. Pure.

Rules: messages are shown as they stand now, masked stretches as dots; each text part carries its formatting, and
`text` is the same without any, each link's address behind its words; nothing but what the customer may see is in the
log, and it is checked here once more.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from adapters.plain import with_addresses
from adapters.web.marks import masked, on_the_wire, shown_marks
from core.directory import Directory
from core.features.menus import question_of
from core.ids import BOT, CUSTOMER, ConversationId, agent_of, expert_of
from core.messages import Choices, FormOffer, Mark, Media, Message, PageOffer, Span, Text, seen_by_customer
from core.ports import FeedEvent

Frame = dict[str, Any]
Address = Callable[[Media], str]
Shown = tuple[str, tuple[Mark, ...]]
"""A text part as the customer may see it: its words and its formatting."""


def event_frame(event: FeedEvent, conversation: ConversationId, directory: Directory, address: Address) -> Frame:
    """Give the frame of one line of the log; a line that the customer may not see keeps only its number."""
    head: Frame = {
        "t": "event",
        "seq": event.seq,
        "at": event.at.isoformat(),
        "conversation": conversation,
        "kind": event.kind,
    }
    if event.kind == "status":
        agent = {"name": event.agent_name, "picture": event.agent_picture} if event.agent_name else None
        return head | {"status": event.status, "text": event.text, "agent": agent}
    if event.message is None or not seen_by_customer(event.message):
        return head | {"kind": "hidden"}
    return head | {"message": message_frame(event, event.message, directory, address)}


def message_frame(event: FeedEvent, message: Message, directory: Directory, address: Address) -> Frame:
    """Give a message with its author as the customer sees it."""
    name, picture = _author(event, message, directory)
    shown = [] if message.deleted else _shown(message)
    frame: Frame = {
        "id": message.id,
        "from": _side(message),
        "name": name,
        "picture": picture,
        "text": "\n".join(with_addresses(words, marks) for words, marks in shown),
        "parts": [] if message.deleted else _parts(message, shown, address),
        "client_id": message.client_id,
        "edited": message.edited,
        "deleted": message.deleted,
    }
    return frame | _reactions(message)


def _side(message: Message) -> str:
    if message.author == CUSTOMER:
        return "customer"
    return "bot" if message.author == BOT else "agent"


def _author(event: FeedEvent, message: Message, directory: Directory) -> tuple[str, str | None]:
    """Agents appear under the name and picture they chose, never under the name that only colleagues know."""
    agent = agent_of(message.author) or expert_of(message.author)
    profile = directory.expert(agent) if agent is not None else None
    name = event.agent_name or (directory.nickname(agent) if agent is not None else message.author_name)
    return name, event.agent_picture or (profile.picture if profile else None)


def _shown(message: Message) -> list[Shown]:
    """Give the text parts in order."""
    shown: list[Shown] = []
    start = 0
    for part in message.parts:
        if isinstance(part, Text):
            masks = _within(message.masks, start, len(part.text))
            shown.append((masked(part, masks), shown_marks(part, masks)))
            start += len(part.text) + 1  # masks count through the texts joined by line breaks, as `plain_text` does
    return shown


def _parts(message: Message, shown: list[Shown], address: Address) -> list[Mapping[str, Any]]:
    texts = iter(shown)
    parts: list[Mapping[str, Any]] = []
    for part in message.parts:
        if isinstance(part, Text):
            words, marks = next(texts)
            parts.append(_text(words, marks) if message.masks else _asking(part) or _text(words, marks))
        elif isinstance(part, Media):
            parts.append(_file(part, address))
    return parts


def _text(words: str, marks: tuple[Mark, ...]) -> Mapping[str, Any]:
    plain = {"kind": "text", "text": words}
    return plain | {"marks": on_the_wire(words, marks)} if marks else plain


def _asking(part: Text) -> Mapping[str, Any] | None:
    """Give what can be answered by a click; None where there is nothing, or where it can't be told from the text."""
    if isinstance(part.asks, Choices):
        question = question_of(part.text, part.asks)
        return None if question is None else {"kind": "text", "text": question, "choices": list(part.asks.options)}
    if isinstance(part.asks, PageOffer):
        page = {"url": part.asks.url, "title": part.asks.title, "ask": part.asks.ask, "opened": part.asks.opened}
        return {"kind": "text", "text": part.text, "page": page}
    if isinstance(part.asks, FormOffer):
        return {"kind": "text", "text": part.text, "form": _form(part.asks)}
    return None


def _form(asks: FormOffer) -> Mapping[str, str]:
    return {"id": asks.form, "title": asks.title, "stage": asks.stage.value}


def _reactions(message: Message) -> Frame:
    """Give which emoji stand on a message and how often, in the order in which they first came."""
    if not message.reactions or message.deleted:
        return {}
    counts = Counter(one.emoji for one in message.reactions)
    return {"reactions": [{"emoji": emoji, "count": count} for emoji, count in counts.items()]}


def _file(media: Media, address: Address) -> Mapping[str, Any]:
    return {
        "kind": "file",
        "id": media.file,
        "name": media.name,
        "mime": media.mime,
        "size": media.size,
        "url": address(media),
    }


def _within(masks: tuple[Span, ...], start: int, length: int) -> tuple[Span, ...]:
    shifted = (Span(max(0, one.start - start), min(length, one.end - start)) for one in masks)
    return tuple(one for one in shifted if one.start < one.end)
