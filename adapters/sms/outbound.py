"""What goes to the customer, as single messages. Pure.

Rules:
1. What the customer may not see, and what was deleted, is no message at all.
2. Formatting is dropped; the address of a link stands behind its words.
3. A long text goes in several messages, cut at a line break or a space; no emoji, letter or pair is cut in two. A file
   goes alone, so that it never is one too many.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from adapters.sms.capabilities import TEXT_MAX
from core.capabilities import split_text
from core.features.sms_segments import segments
from core.messages import Media, Message, Part, Text, seen_by_customer
from core.ports import Length, Outbound


@dataclass(frozen=True, slots=True)
class Piece:
    """One message: words, or a file."""

    text: str = ""
    file: Media | None = None


def pieces(outbound: Outbound) -> tuple[Piece, ...]:
    """Give the messages that say a thing; none where there is nothing to say, or nothing that can still be said."""
    if outbound.kind == "status":
        return tuple(_cut(outbound.text or ""))
    if outbound.kind == "changed" or outbound.message is None:
        return ()  # what was sent stays as it is: there is no way to change it
    return tuple(_of(outbound.message))


def length(parts: Sequence[Part]) -> Length:
    """Count the words of a message as the network does: those that are sent apart are counted apart."""
    counted = [segments(piece.text) for piece in _pieces(parts)]
    return Length(sum(one.units for one in counted), sum(one.messages for one in counted))


def _of(message: Message) -> Iterator[Piece]:
    if not message.deleted and seen_by_customer(message):
        yield from _pieces(message.parts)


def _pieces(parts: Sequence[Part]) -> Iterator[Piece]:
    for part in parts:
        if isinstance(part, Text):
            yield from _cut(with_addresses(part))
        elif isinstance(part, Media):
            yield Piece(file=part)


def _cut(text: str) -> Iterator[Piece]:
    """Cut a text by characters, and where these are two units each, in halves."""
    if not text.strip():
        return
    for piece in split_text(text, TEXT_MAX):
        if _units(piece) <= TEXT_MAX:
            yield Piece(piece)
        else:
            yield from map(Piece, split_text(piece, TEXT_MAX // 2))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def with_addresses(part: Text) -> str:
    """Write the address of each link behind its words, unless the words are the address."""
    written, at = [], 0
    for mark in sorted(part.marks, key=lambda one: one.end):
        if mark.href and _bare(mark.href) != _bare(part.text[mark.start : mark.end]):
            written.append(f"{part.text[at : mark.end]} ({mark.href})")
            at = mark.end
    return "".join((*written, part.text[at:]))


def _bare(address: str) -> str:
    return re.sub(r"^(mailto:|https?://)", "", address.strip()).rstrip("/").lower()


Address = Callable[[Media], str]
"""Gives the address at which Twilio loads a file."""
