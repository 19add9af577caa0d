"""What goes to the customer, as single messages. Pure.

Rules:
1. What the customer may not see, and what was deleted, is no message at all.
2. A menu's choices are quick replies, where there may be some: by their words where these fit, else by their numbers,
   which stand in the text.
3. A long text goes in several messages; a file goes alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from adapters.messenger.capabilities import MOST_REPLIES, REPLY_TITLE, TEXT_MAX
from adapters.meta.choosing import asked_by, payload_of, titles
from adapters.plain import cut, with_addresses
from core.ids import MessageId
from core.messages import Media, Message, Text, seen_by_customer
from core.ports import Outbound


@dataclass(frozen=True, slots=True)
class Piece:
    """One message: words, perhaps with quick replies (title, payload), or a file."""

    text: str = ""
    replies: tuple[tuple[str, str], ...] = ()
    file: Media | None = None


def pieces(outbound: Outbound, *, with_replies: bool = True) -> tuple[Piece, ...]:
    """Give the messages that say a thing; none where there is nothing to say, or nothing that can still be said."""
    if outbound.kind == "status":
        return tuple(map(Piece, cut(outbound.text or "", TEXT_MAX)))
    if outbound.kind == "changed" or outbound.message is None:
        return ()  # what was sent stays as it is: there is no way to change it
    return tuple(_of(outbound.message, with_replies=with_replies))


def _of(message: Message, *, with_replies: bool) -> Iterator[Piece]:
    if message.deleted or not seen_by_customer(message):
        return
    for part in message.parts:
        if isinstance(part, Text):
            yield from _text(part, message.id, with_replies=with_replies)
        elif isinstance(part, Media):
            yield Piece(file=part)


def _text(part: Text, message: MessageId, *, with_replies: bool) -> Iterator[Piece]:
    asked = asked_by(part) if with_replies else None
    if asked is None or len(asked[1].options) > MOST_REPLIES:
        yield from map(Piece, cut(with_addresses(part.text, part.marks), TEXT_MAX))
        return
    question, choices = asked
    shown = titles(choices.options, REPLY_TITLE)
    words = question if shown is not None else with_addresses(part.text, part.marks)
    labels = shown or tuple(str(number) for number in range(1, len(choices.options) + 1))
    *first, last = map(Piece, cut(words, TEXT_MAX))
    yield from first
    yield replace(last, replies=tuple((label, payload_of(message, place)) for place, label in enumerate(labels)))
