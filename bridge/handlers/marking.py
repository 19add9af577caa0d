"""The settled mark on a message, at the place where its author wrote it; on the root card where that place has none."""

from datetime import timedelta

from bridge.delivery.jobs import CardJob, MarkJob
from bridge.handlers.unit import Unit
from bridge.store import deliveries
from core.ids import ConversationId, DeskName, MessageId

RECEIPTS = timedelta(seconds=2)
"""How long the card of a desk without marks waits, so that several receipts are shown at once."""


def mark(
    unit: Unit, chat: ConversationId | None, message: MessageId, *, settled: bool = False, first: bool = False
) -> None:
    """Show a message's fate where its author wrote it; `settled` and `first` as `MarkJob` has them."""
    for desk in _sources(unit, message):
        if desk not in unit.office.desks:
            continue
        if unit.office.marks(desk):
            unit.send_about(chat, f"desk:{desk}", MarkJob(message, settled, first))
        elif chat is not None:
            unit.send_about(chat, f"desk:{desk}", CardJob(can_wait=True), unit.now + RECEIPTS)


def _sources(unit: Unit, message: MessageId) -> list[DeskName]:
    if message in unit.stored:
        source = unit.stored[message]
        return [source] if source else []
    return [DeskName(one.where) for one in deliveries.refs(unit.conn, message, None) if one.role == "source"]
