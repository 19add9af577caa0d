"""What goes to the customer, as single messages. Pure.

Rules:
1. What the customer may not see, and what was deleted, is no message at all.
2. Formatting goes beside the text as entities, never in it: nothing has to be escaped, and no words come alive.
3. A menu's choices are buttons where all of them fit. A long text goes in several messages; a file goes alone.

https://core.telegram.org/bots/api#messageentity
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from adapters.plain import cut, units, with_addresses
from adapters.telegram.capabilities import TEXT_MAX
from adapters.telegram.pressing import buttons_of
from core.messages import Mark, MarkKind, Media, Message, Text, seen_by_customer
from core.ports import Outbound

_KINDS: Mapping[MarkKind, str] = MappingProxyType({
    MarkKind.BOLD: "bold",
    MarkKind.ITALIC: "italic",
    MarkKind.STRIKE: "strikethrough",
    MarkKind.CODE: "code",
    MarkKind.LINK: "text_link",
})  # fmt: skip
MOST_MARKS = 100
"""No page of the Bot API has a number; telephones format no more than a hundred stretches of a text (unverified)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One message: words, with their marks and perhaps buttons (title, data), or a file."""

    text: str = ""
    marks: tuple[Mark, ...] = ()
    buttons: tuple[tuple[str, str], ...] = ()
    file: Media | None = None

    def said(self) -> dict[str, Any]:
        """Write it as parameters of `sendMessage` and `editMessageText`."""
        said: dict[str, Any] = {"text": self.text}
        if entities := list(_entities(self.text, self.marks))[:MOST_MARKS]:
            said["entities"] = entities
        if self.buttons:
            rows = [[{"text": title, "callback_data": data}] for title, data in self.buttons]
            said["reply_markup"] = {"inline_keyboard": rows}
        return said


def pieces(outbound: Outbound) -> tuple[Piece, ...]:
    """Give the messages that say a thing; none where there is nothing to say."""
    if outbound.kind == "status":
        return tuple(_cut(outbound.text or ""))
    return tuple(_of(outbound.message)) if outbound.message is not None else ()


def _of(message: Message) -> Iterator[Piece]:
    if message.deleted or not seen_by_customer(message):
        return
    for part in message.parts:
        if isinstance(part, Text):
            asked = buttons_of(part, message.id)
            if asked is not None and units(asked[0]) <= TEXT_MAX:
                yield Piece(asked[0], buttons=asked[1])
            else:
                yield from _cut(part.text, part.marks)
        elif isinstance(part, Media):
            yield Piece(file=part)


def _cut(text: str, marks: tuple[Mark, ...] = ()) -> Iterator[Piece]:
    """Cut a text into messages; one that is cut loses its marks, but not the addresses of its links."""
    if text.strip() and units(text) <= TEXT_MAX:
        yield Piece(text, marks)
        return
    yield from map(Piece, cut(with_addresses(text, marks), TEXT_MAX))


def _entities(text: str, marks: tuple[Mark, ...]) -> Iterator[dict[str, Any]]:
    for mark in marks:
        kind = _KINDS.get(mark.kind)
        words = text[mark.start : mark.end]
        if kind is None or not words.strip() or (mark.kind is MarkKind.LINK and not mark.href):
            continue
        entity: dict[str, Any] = {"type": kind, "offset": units(text[: mark.start]), "length": units(words)}
        yield entity | ({"url": mark.href} if mark.kind is MarkKind.LINK else {})
