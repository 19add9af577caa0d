"""The settled mark on a message, at the place where its author wrote it."""

from bridge.delivery.jobs import MarkJob
from bridge.handlers.unit import Unit
from bridge.store import deliveries
from core.ids import ConversationId, DeskName, MessageId


def mark(
    unit: Unit, chat: ConversationId | None, message: MessageId, *, settled: bool = False, first: bool = False
) -> None:
    """Show a message's fate where its author wrote it; `settled` and `first` as `MarkJob` has them."""
    for desk in _sources(unit, message):
        if desk in unit.office.desks:
            unit.send_about(chat, f"desk:{desk}", MarkJob(message, settled, first))


def _sources(unit: Unit, message: MessageId) -> list[DeskName]:
    if message in unit.stored:
        source = unit.stored[message]
        return [source] if source else []
    return [DeskName(one.where) for one in deliveries.refs(unit.conn, message, None) if one.role == "source"]
