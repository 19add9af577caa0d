"""What goes to the customer, as single messages. Pure.

Rules:
1. What the customer may not see, and what was deleted, is no message at all.
2. Formatting is written as WhatsApp reads it; a menu is its numbered text.
3. What was made from a template goes as that content template and its values: that may be sent when a day has passed.
4. A long text goes in several messages, a file alone. A file that Twilio doesn't take for WhatsApp goes as a link.
"""

from collections.abc import Callable, Iterator

from adapters.meta.whatsapp.marks import with_marks
from adapters.plain import cut
from adapters.twilio.sendings import Piece
from adapters.whatsapp_twilio.capabilities import CARRIED, PICTURE_MAX, TEXT_MAX
from core.messages import FromTemplate, Media, Message, Text, seen_by_customer
from core.ports import Outbound

Address = Callable[[Media], str]
"""Gives the address at which Twilio, or the customer, loads a file."""


def pieces(outbound: Outbound) -> tuple[Piece, ...]:
    """Give the messages that say a thing; none where there is nothing to say, or nothing that can still be said."""
    if outbound.kind == "status":
        return tuple(map(Piece, cut(outbound.text or "", TEXT_MAX)))
    if outbound.kind == "changed" or outbound.message is None:
        return ()  # what was sent stays as it is: there is no way to change it
    return tuple(_of(outbound.message))


def _of(message: Message) -> Iterator[Piece]:
    if message.deleted or not seen_by_customer(message):
        return
    for part in message.parts:
        if isinstance(part, Text) and isinstance(part.asks, FromTemplate):
            yield Piece(part.text, made=part.asks)
        elif isinstance(part, Text):
            yield from map(Piece, cut(with_marks(part), TEXT_MAX))
        elif isinstance(part, Media):
            yield Piece(file=part)


def is_carried(file: Media) -> bool:
    """Tell whether a file goes as a file."""
    return file.mime in CARRIED and (not file.mime.startswith("image/") or file.size <= PICTURE_MAX)


def linked(file: Media, address: Address) -> str:
    """Say where a file lies."""
    return f"{file.name}: {address(file)}"
