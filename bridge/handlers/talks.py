"""To which talk with an expert a word belongs that was written where several talks stand together.

Rules:
1. Where personal chats have no threads an answer quotes, and belongs to the talk in which the quoted post stands: its
   card, a copy of what was said, or a word of its author's own.
2. A talk that is over is found too: whoever answers in it is told so.
"""

from bridge.handlers.unit import Unit
from bridge.store import asides, deliveries, messages
from bridge.store.asides import AsideRow
from core.ids import DeskName, ExternalRef
from core.inbound import DeskMessage


def quoted(unit: Unit, body: DeskMessage) -> AsideRow | None:
    """Give the talk with its author in which the message stands that a word answers."""
    if not body.direct or body.quotes is None:
        return None
    there = asides.lately(unit.conn, body.desk, body.person)
    found = next((one for one in there if _stands_in(unit, one, body.quotes)), None)
    return found or _of_ones_own(unit, body.desk, body.quotes, there)


def _stands_in(unit: Unit, talk: AsideRow, ref: ExternalRef) -> bool:
    return talk.card == ref or deliveries.message_of(unit.conn, talk.place, ref) is not None


def _of_ones_own(unit: Unit, desk: DeskName, ref: ExternalRef, there: tuple[AsideRow, ...]) -> AsideRow | None:
    """Give the newest talk about the chat for which the quoted message was written."""
    written = deliveries.message_of(unit.conn, desk, ref) if there else None
    message = messages.get(unit.conn, written) if written is not None else None
    return next((one for one in there if message is not None and one.conversation == message.conversation), None)
