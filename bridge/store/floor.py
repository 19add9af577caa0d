"""What waits in each queue, counted: for whoever looks at all of them at once. Nothing else asks for it."""

from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from bridge.store.tables import CONVERSATION
from core.conversation.model import Status
from core.features.floor import Line
from core.ids import ConversationId, QueueId

_WAITS = (Status.QUEUED.value, Status.OFFERED.value)


def lines(conn: Connection) -> Mapping[QueueId, Line]:
    """Give the lines of all queues in which something waits, each with the chat that has waited longest."""
    waits = CONVERSATION.c.status.in_(_WAITS)
    counted = (
        select(CONVERSATION.c.queue, func.count(), func.min(CONVERSATION.c.queued_at))
        .where(waits)
        .group_by(CONVERSATION.c.queue)
    )
    found: dict[QueueId, Line] = {}
    for queue, count, since in conn.execute(counted).all():
        oldest = select(CONVERSATION.c.id).where(waits, CONVERSATION.c.queue == queue)
        first = conn.scalar(oldest.order_by(CONVERSATION.c.queued_at, CONVERSATION.c.number).limit(1))
        found[QueueId(queue)] = Line(count, ConversationId(first or ""), since)
    return found
