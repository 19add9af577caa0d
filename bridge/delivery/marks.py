"""Rows for settled marks: of one message, or of several of which a channel has told something new.

Rules:
1. A row marks no more messages than its desk takes at once, the newest; the next row of the chat marks the others.
2. A platform that turns out to have no marks is not asked again before the next start: the chat's card takes over.
"""

from collections.abc import Sequence

import structlog
from sqlalchemy import Connection

from bridge.delivery import jobs
from bridge.delivery.courier import Courier, Result, Seen
from bridge.delivery.receipt_jobs import ReceiptsJob
from bridge.delivery.settling import Marked
from bridge.handlers.marking import MOST, bears_mark
from bridge.store import deliveries, messages
from bridge.store.deliveries import Delivery
from core.capabilities import Act
from core.conversation.effects import SettledMark
from core.errors import NotOffered
from core.ids import DeskName, MessageId
from core.messages import Message, Visibility
from core.ports import AgentDesk, MarksMessages

log = structlog.get_logger(__name__)


async def set_marks(courier: Courier, desk: AgentDesk, seen: Seen, job: jobs.MarkJob | ReceiptsJob) -> Result:
    """Set the marks that messages have by now. Raises `DeliveryFailed`."""
    name = DeskName(desk.name)
    if not (isinstance(desk, MarksMessages) and courier.office.marks(name)):
        return Marked(on_card=True)
    try:
        return Marked(left=await _marked(courier, desk, seen, job))
    except NotOffered as refusal:
        log.warning("marks_not_offered", desk=name, why=refusal.detail)
        courier.office.marks_no_more(name)
        return Marked(on_card=True)


async def _marked(
    courier: Courier, desk: AgentDesk, seen: Seen, job: jobs.MarkJob | ReceiptsJob
) -> tuple[MessageId, ...]:
    """Set them, and give the messages that are left for the next row."""
    if isinstance(job, jobs.MarkJob):
        if seen.message is not None:
            await _set(courier, desk, seen.message, seen.copies, first=job.first)
        return ()
    at_once = min((budget.burst for budget in desk.capabilities().budgets.get(Act.MARK, ())), default=MOST)
    now = job.messages[-at_once:]
    for message, copies in await courier.database.read(lambda conn: _read(conn, now)):
        await _set(courier, desk, message, copies)
    return job.messages[: -len(now)]


def _read(conn: Connection, wanted: Sequence[MessageId]) -> list[tuple[Message, tuple[Delivery, ...]]]:
    found = ((messages.get(conn, id), deliveries.refs(conn, id)) for id in wanted)
    return [(message, copies) for message, copies in found if message is not None]


async def _set(
    courier: Courier, desk: AgentDesk, message: Message, copies: Sequence[Delivery], *, first: bool = False
) -> None:
    states = [one.state for one in copies if one.role == "copy" and one.where in courier.channels]
    is_posted = bears_mark(message) and not any(one.role == "source" for one in copies)
    for one in copies:
        stands = one.role == ("copy" if is_posted else "source") and one.where == desk.name
        if stands and isinstance(desk, MarksMessages):
            await desk.mark(one.ref, mark_of(message, states), first=first)


def mark_of(message: Message, states: Sequence[str]) -> SettledMark:
    """Read a message's mark from its state: a failure first, then the least that became of any part of it."""
    if message.deleted:
        return SettledMark.NONE
    if message.visibility is Visibility.HELD:
        return SettledMark.HELD
    if message.visibility is not Visibility.EVERYONE:
        return SettledMark.NOTE
    if "failed" in states:
        return SettledMark.FAILED
    if not states:
        return SettledMark.NONE
    if all(state == "read" for state in states):
        return SettledMark.READ
    return SettledMark.DELIVERED if "sent" not in states else SettledMark.SENT
