"""What goes to the customer, as single messages. Pure.

Rules:
1. What the customer may not see, and what was deleted, is no message at all.
2. Formatting is dropped; the address of a link stands behind its words.
3. A long text goes in several messages, cut at a line break or a space; no emoji, letter or pair is cut in two. A file
   goes alone, so that it never is one too many.
"""

from collections.abc import Callable, Iterator, Sequence

from adapters.plain import cut, with_addresses
from adapters.sms.capabilities import TEXT_MAX
from adapters.twilio.sendings import Piece
from core.features.sms_segments import segments
from core.messages import Media, Message, Part, Text, seen_by_customer
from core.ports import Length, Outbound


def pieces(outbound: Outbound) -> tuple[Piece, ...]:
    """Give the messages that say a thing; none where there is nothing to say, or nothing that can still be said."""
    if outbound.kind == "status":
        return tuple(map(Piece, cut(outbound.text or "", TEXT_MAX)))
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
            yield from map(Piece, cut(with_addresses(part.text, part.marks), TEXT_MAX))
        elif isinstance(part, Media):
            yield Piece(file=part)


Address = Callable[[Media], str]
"""Gives the address at which Twilio loads a file."""
