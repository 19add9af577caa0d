"""Who waits, and how long others waited: what a customer's place in the line is made of.

Rules:
1. Who is in line is read from the lines. Whoever is offered stands in none at this moment but keeps the place: of these
   the chats are looked at, as they are stored, where a missing key is the default; a chat is not built for it.
2. A chat has its place in its own queue only, also where other queues' agents are asked too.
"""

from collections.abc import Iterator
from datetime import datetime

import orjson
from sqlalchemy import Connection, select, text

from bridge.store.routing_tables import LINE
from bridge.store.tables import CONVERSATION, JOURNAL
from core.conversation.model import Status
from core.features.waiting import InLine
from core.ids import ConversationId, QueueId

MOST = 2_000
"""Answered chats that are looked at."""

_in_line = (
    select(LINE.c.conversation, LINE.c.queue, LINE.c.queued_at, CONVERSATION.c.number, LINE.c.rank)
    .join(CONVERSATION, CONVERSATION.c.id == LINE.c.conversation)
    .where(LINE.c.queue == CONVERSATION.c.queue)
)
_offered = select(
    CONVERSATION.c.id, CONVERSATION.c.queue, CONVERSATION.c.queued_at, CONVERSATION.c.number, CONVERSATION.c.body
).where(CONVERSATION.c.status == Status.OFFERED.value)


def waiting(conn: Connection) -> tuple[InLine, ...]:
    """Give those who wait for an agent, requests that wait for the opening left out."""
    found = [
        InLine(ConversationId(id), QueueId(queue), since, number, -rank)
        for id, queue, since, number, rank in conn.execute(_in_line).all()
    ]
    for id, queue, since, number, body in conn.execute(_offered).all():
        if since is not None:
            priority = orjson.loads(body).get("priority", 0)
            found.append(InLine(ConversationId(id), QueueId(queue), since, number, priority))
    return tuple(found)


def answered(conn: Connection, since: datetime) -> Iterator[tuple[QueueId, datetime, datetime]]:
    """Give the queue of each chat that was accepted since a time, when it began to wait and when it was accepted."""
    wanted = (
        select(CONVERSATION.c.queue, CONVERSATION.c.queued_at, JOURNAL.c.at)
        .join(CONVERSATION, CONVERSATION.c.id == JOURNAL.c.conversation)
        .where(text("journal.what = 'accepted'"), JOURNAL.c.at >= since)  # as the index has it
        .order_by(JOURNAL.c.at.desc())
        .limit(MOST)
    )
    for queue, began, ended in conn.execute(wanted).all():
        if began is not None:
            yield QueueId(queue), began, ended
