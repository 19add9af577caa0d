"""Who waits, and how long others waited: what a customer's place in the line is made of.

Rule: bodies are read as they are stored, where a missing key is the default; a chat is not built for it.
"""

from collections.abc import Iterator
from datetime import datetime

import orjson
from sqlalchemy import Connection, select

from bridge.store.tables import CONVERSATION, JOURNAL
from core.conversation.model import Status, Timer
from core.features.waiting import InLine
from core.ids import ConversationId, QueueId

MOST = 2_000
"""Answered chats that are looked at."""

_line = select(
    CONVERSATION.c.id, CONVERSATION.c.queue, CONVERSATION.c.queued_at, CONVERSATION.c.number, CONVERSATION.c.body
).where(CONVERSATION.c.status.in_([Status.QUEUED.value, Status.OFFERED.value]))


def waiting(conn: Connection) -> tuple[InLine, ...]:
    """Give those who wait for an agent, requests that wait for the opening left out."""
    found: list[InLine] = []
    for id, queue, since, number, body in conn.execute(_line).all():
        state = orjson.loads(body)
        if since is not None and Timer.OPENS.value not in state.get("timers", {}):
            priority = state.get("priority", 0)
            found.append(InLine(ConversationId(id), QueueId(queue), since, number, priority))
    return tuple(found)


def answered(conn: Connection, since: datetime) -> Iterator[tuple[QueueId, datetime, datetime]]:
    """Give the queue of each chat that was accepted since a time, when it began to wait and when it was accepted."""
    wanted = (
        select(CONVERSATION.c.queue, CONVERSATION.c.queued_at, JOURNAL.c.at)
        .join(CONVERSATION, CONVERSATION.c.id == JOURNAL.c.conversation)
        .where(JOURNAL.c.what == "accepted", JOURNAL.c.at >= since)
        .order_by(JOURNAL.c.id.desc())
        .limit(MOST)
    )
    for queue, began, ended in conn.execute(wanted).all():
        if began is not None:
            yield QueueId(queue), began, ended
