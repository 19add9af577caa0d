"""The customer's log as frames of the widget's protocol. Pure.

Rules: messages are shown as they stand now, masked stretches as dots; formatting becomes plain text, and a link
keeps its address; nothing but what the customer may see is in the log, and it is checked here once more.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from core.directory import Directory
from core.ids import BOT, CUSTOMER, ConversationId, agent_of
from core.messages import MarkKind, Media, Message, Span, Text, seen_by_customer
from core.ports import FeedEvent

Frame = dict[str, Any]
Address = Callable[[Media], str]
_DOT = "•"


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
    parts = () if message.deleted else message.parts
    return {
        "id": message.id,
        "from": _side(message),
        "name": name,
        "picture": picture,
        "text": "\n".join(_texts(message)) if parts else "",
        "parts": _parts(message, address) if parts else [],
        "client_id": message.client_id,
        "edited": message.edited,
        "deleted": message.deleted,
    }


def _side(message: Message) -> str:
    if message.author == CUSTOMER:
        return "customer"
    return "bot" if message.author == BOT else "agent"


def _author(event: FeedEvent, message: Message, directory: Directory) -> tuple[str, str | None]:
    """Agents appear under the name and picture they chose."""
    agent = agent_of(message.author)
    profile = directory.profiles.get(agent) if agent is not None else None
    name = event.agent_name or (profile.nickname if profile else "") or message.author_name
    return name, event.agent_picture or (profile.picture if profile else None)


def _texts(message: Message) -> list[str]:
    pieces, start = [], 0
    for part in message.parts:
        if isinstance(part, Text):
            pieces.append(_plain(part, _within(message.masks, start, len(part.text))))
            start += len(part.text) + 1  # masks count through the texts joined by line breaks, as `plain_text` does
    return pieces


def _parts(message: Message, address: Address) -> list[Mapping[str, Any]]:
    texts = iter(_texts(message))
    parts: list[Mapping[str, Any]] = []
    for part in message.parts:
        if isinstance(part, Text):
            parts.append({"kind": "text", "text": next(texts)})
        elif isinstance(part, Media):
            parts.append(_file(part, address))
    return parts


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


def _plain(part: Text, masks: tuple[Span, ...]) -> str:
    """Write masked stretches as dots, and the address of a link behind its words."""
    chars = list(part.text)
    for span in masks:
        chars[span.start : span.end] = _DOT * (span.end - span.start)
    links = [mark for mark in part.marks if mark.kind is MarkKind.LINK and mark.href]
    for mark in sorted(links, key=lambda one: one.end, reverse=True):
        words = part.text[mark.start : mark.end]
        if mark.href and _bare(mark.href) != _bare(words):
            chars.insert(mark.end, f" ({mark.href})")
    return "".join(chars)


def _bare(address: str) -> str:
    """Give an address without what people leave out when they write it."""
    return re.sub(r"^(mailto:|https?://)", "", address.strip()).rstrip("/").lower()
