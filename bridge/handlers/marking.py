"""The settled mark on a message, at the place where its author wrote it; on the root card where that place has none.

What an agent says by a form, as a canned response, is written in no thread: our own post of it bears the mark.

Rules:
1. That a message was sent, or failed, is shown at once. What the channel tells later waits a moment for more of it: one
   row of a chat then shows all that came, and a message that was delivered and read is marked once.
2. Of what waits for its turn the newest messages are shown: that a later one was read says so of the earlier ones, too.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bridge.delivery.bodies import job_from
from bridge.delivery.jobs import CardJob, MarkJob
from bridge.delivery.receipt_jobs import ReceiptsJob
from bridge.delivery.rows import waiting_receipts
from bridge.store import deliveries, outbox
from core.ids import ConversationId, DeskName, MessageId, agent_of
from core.messages import Message, Visibility

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
            _on_card(unit, chat, desk)


def mark_receipts(unit: "Unit", chat: ConversationId, messages: Iterable[MessageId]) -> None:
    """Show what a channel has told of messages, given from the oldest to the newest, in a moment and all at once."""
    at: dict[DeskName, list[MessageId]] = {}
    for message in messages:
        for desk in _sources(unit, message):
            at.setdefault(desk, []).append(message)
    for desk, told in at.items():
        if unit.office.marks(desk):
            _show(unit, chat, desk, (*_waiting(unit, chat, desk), *told), unit.now + RECEIPTS)
        else:
            _on_card(unit, chat, desk)


def mark_further(
    unit: "Unit", chat: ConversationId, desk: DeskName, left: Sequence[MessageId], *, on_card: bool
) -> None:
    """Go on after a row: with the messages that it `left`; or `on_card`, where none can be marked."""
    if on_card:
        _on_card(unit, chat, desk)
    elif left:
        _show(unit, chat, desk, (*left, *_waiting(unit, chat, desk)), unit.now)


def _waiting(unit: "Unit", chat: ConversationId, desk: DeskName) -> tuple[MessageId, ...]:
    """Give the messages whose receipts wait already."""
    row = outbox.waiting(unit.conn, waiting_receipts(chat, f"desk:{desk}"))
    job = job_from(row.body) if row is not None else None
    return job.messages if isinstance(job, ReceiptsJob) else ()


def _show(unit: "Unit", chat: ConversationId, desk: DeskName, wanted: Iterable[MessageId], at: datetime) -> None:
    """Let one row mark the newest of these, each once, where it came last."""
    each = tuple(reversed(dict.fromkeys(reversed(tuple(wanted)))))
    unit.send_about(chat, f"desk:{desk}", ReceiptsJob(each[-MOST:]), at)


def _on_card(unit: "Unit", chat: ConversationId, desk: DeskName) -> None:
    unit.send_about(chat, f"desk:{desk}", CardJob(can_wait=True), unit.now + RECEIPTS)


def bears_mark(message: Message | None) -> bool:
    """Tell whether our own post of a message bears its mark, where it was written in no thread."""
    is_agent = message is not None and agent_of(message.author) is not None
    return message is not None and is_agent and message.visibility is Visibility.EVERYONE


def _sources(unit: "Unit", message: MessageId) -> list[DeskName]:
    if message in unit.stored:
        source = unit.stored[message]
        found = [source] if source else []
    else:
        refs = deliveries.refs(unit.conn, message, None)
        found = [DeskName(one.where) for one in refs if one.role == "source"]
        if not found and bears_mark(unit.message(message)):
            found = [DeskName(one.where) for one in refs if one.role == "copy"]
    return [desk for desk in found if desk in unit.office.desks]
