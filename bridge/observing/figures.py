"""What the database knows of the work: how much waits, for how long, and what is open.

Rules:
1. Only what is open is counted, through an index, and never further than `MOST`: a million sent rows cost nothing.
2. One read at a time; its answer is kept for a second, and longer when reading took long.
"""

import asyncio
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Select, bindparam, func, select

from bridge.store.database import Database
from bridge.store.tables import CONVERSATION
from bridge.store.work_tables import INBOX, OUTBOX, InboxState, OutboxState
from core.conversation.model import Status
from core.ids import QueueId
from core.ports import Clock

MOST = 100_000
"""How far rows of one state are counted; a number this high means: at least so many."""

KEPT = 1.0
"""Seconds for which an answer is given again, at the least."""

SHARE = 50
"""How many times longer than its reading took an answer is kept."""

PATIENCE = 2.0
"""Seconds to wait for the database."""

COMING = (InboxState.PENDING, InboxState.CLAIMED, InboxState.PARKED)
GOING = tuple(state for state in OutboxState if state is not OutboxState.SENT)
OPEN = tuple(status for status in Status if status not in (Status.NEW, Status.HANDLED))
IN_LINE = (Status.QUEUED, Status.OFFERED)


def _counting(state: "Column[str]") -> Select[int]:
    some = select(1).select_from(state.table).where(state == bindparam("state")).limit(MOST)
    return select(func.count()).select_from(some.subquery())


_coming, _going, _open = (_counting(one) for one in (INBOX.c.state, OUTBOX.c.state, CONVERSATION.c.status))
_oldest_coming = (  # what is to wait until a time bears that time, and hides nothing behind it
    select(INBOX.c.added_at)
    .where(INBOX.c.state == InboxState.PENDING.value, INBOX.c.added_at <= bindparam("now"))
    .order_by(INBOX.c.id)
    .limit(1)
)
_oldest_going = (  # asked for one priority after the other: the index has them in the order in which they go out
    select(OUTBOX.c.priority, OUTBOX.c.created_at)
    .where(OUTBOX.c.state == OutboxState.PENDING.value, OUTBOX.c.priority > bindparam("last"))
    .order_by(OUTBOX.c.priority, OUTBOX.c.id)
    .limit(1)
)
_line = select(func.count(), func.min(CONVERSATION.c.queued_at)).where(
    CONVERSATION.c.queue == bindparam("queue"), CONVERSATION.c.status == bindparam("status")
)


@dataclass(frozen=True, slots=True)
class Line:
    """A queue's line: how many chats wait for an agent, and for how many seconds the first of them."""

    chats: int
    longest: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What the database said at one moment; ages in seconds."""

    inbox: Mapping[str, int]
    outbox: Mapping[str, int]
    inbox_age: float
    outbox_age: float
    chats: Mapping[str, int]
    lines: Mapping[str, Line]

    @property
    def waiting(self) -> Mapping[str, int]:
        """Give the rows of both tables by table and state."""
        coming = {f"inbox_{state}": number for state, number in self.inbox.items()}
        return coming | {f"outbox_{state}": number for state, number in self.outbox.items()}


def figures_of(conn: Connection, queues: Collection[QueueId], now: datetime) -> Figures:
    """Read the figures."""
    return Figures(
        inbox={state.value: _number(conn, _coming, state) for state in COMING},
        outbox={state.value: _number(conn, _going, state) for state in GOING},
        inbox_age=_age(now, [moment for moment in (conn.scalar(_oldest_coming, {"now": now}),) if moment]),
        outbox_age=_age(now, _oldest_sends(conn)),
        chats={status.value: _number(conn, _open, status) for status in OPEN},
        lines={queue: _line_of(conn, queue, now) for queue in queues},
    )


def _number(conn: Connection, counting: Select[int], state: str) -> int:
    return conn.execute(counting, {"state": state}).scalar_one()


def _age(now: datetime, moments: Collection[datetime]) -> float:
    return max(0.0, (now - min(moments, default=now)).total_seconds())


def _oldest_sends(conn: Connection) -> list[datetime]:
    """Give the moment of the oldest pending row of each priority."""
    found, last = [], -1
    while (row := conn.execute(_oldest_going, {"last": last}).one_or_none()) is not None:
        last = row.priority
        found.append(row.created_at)
    return found


def _line_of(conn: Connection, queue: QueueId, now: datetime) -> Line:
    rows = [conn.execute(_line, {"queue": queue, "status": status.value}).one() for status in IN_LINE]
    return Line(sum(number for number, _ in rows), _age(now, [moment for _, moment in rows if moment]))


class Reading:
    """The figures as they are asked for: read at most once a second."""

    def __init__(self, database: Database, queues: Collection[QueueId], clock: Clock) -> None:
        """Take where to read."""
        self._database = database
        self._queues = tuple(queues)
        self._clock = clock
        self._kept: Figures | None = None
        self._until = 0.0
        self._one = asyncio.Lock()

    async def figures(self) -> Figures:
        """Give the figures. Raises whatever is the matter with the database."""
        async with self._one:
            if self._kept is None or time.monotonic() >= self._until:
                self._kept = None
                began = time.monotonic()
                self._kept = await asyncio.wait_for(self._database.read(self._read), PATIENCE)
                ended = time.monotonic()
                self._until = ended + max(KEPT, SHARE * (ended - began))
            return self._kept

    def _read(self, conn: Connection) -> Figures:
        return figures_of(conn, self._queues, self._clock.now())
