"""The settled mark on a message, at the place where its author wrote it; on the root card where that place has none.

Rules:
1. That a message was sent, or failed, is shown at once. What the channel tells later waits a moment for more of it: one
   row of a chat then shows all that came, and a message that was delivered and read is marked once.
2. Of what waits for its turn the newest messages are shown: that a later one was read says so of the earlier ones, too.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from bridge.delivery.bodies import job_from
from bridge.delivery.jobs import CardJob, MarkJob
from bridge.delivery.receipt_jobs import ReceiptsJob
from bridge.delivery.rows import waiting_receipts
from bridge.store import deliveries, outbox
from core.ids import ConversationId, DeskName, MessageId

if TYPE_CHECKING:
    from bridge.handlers.unit import Unit

RECEIPTS = timedelta(seconds=2)
"""How long receipts wait for more of them."""
MOST = 5
"""How many messages of a chat one row marks at the most: what a desk takes at once."""


def mark(
    unit: "Unit", chat: ConversationId | None, message: MessageId, *, settled: bool = False, first: bool = False
) -> None:
    """Show a message's fate where its author wrote it; `settled` and `first` as `MarkJob` has them."""
    for desk in _sources(unit, message):
        if unit.office.marks(desk):
            unit.send_about(chat, f"desk:{desk}", MarkJob(message, settled, first))
        elif chat is not None:
            unit.send_about(chat, f"desk:{desk}", CardJob(can_wait=True), unit.now + RECEIPTS)


def mark_receipts(unit: "Unit", chat: ConversationId, messages: Iterable[MessageId]) -> None:
    """Show what a channel has told of messages, given from the oldest to the newest, in a moment and all at once."""
    at: dict[DeskName, list[MessageId]] = {}
    for message in messages:
        for desk in _sources(unit, message):
            at.setdefault(desk, []).append(message)
    for desk, told in at.items():
        destination, soon = f"desk:{desk}", unit.now + RECEIPTS
        if not unit.office.marks(desk):
            unit.send_about(chat, destination, CardJob(can_wait=True), soon)
            continue
        row = outbox.waiting(unit.conn, waiting_receipts(chat, destination))
        job = job_from(row.body) if row is not None else None
        known = job.messages if isinstance(job, ReceiptsJob) else ()
        wanted = tuple(dict.fromkeys((*(one for one in known if one not in told), *told)))
        unit.send_about(chat, destination, ReceiptsJob(wanted[-MOST:]), soon)


def _sources(unit: "Unit", message: MessageId) -> list[DeskName]:
    if message in unit.stored:
        source = unit.stored[message]
        found = [source] if source else []
    else:
        refs = deliveries.refs(unit.conn, message, None)
        found = [DeskName(one.where) for one in refs if one.role == "source"]
    return [desk for desk in found if desk in unit.office.desks]
