"""Wakes conversations whose earliest timer has passed.

A timer is an inbound like any other: it keeps the lane's order.
"""

from datetime import datetime

from sqlalchemy import Connection

from bridge import topics
from bridge.handlers import lanes
from bridge.handlers.office import Office
from bridge.hints.memory import MemoryHints
from bridge.store import inbox, timers
from bridge.store.database import Database
from bridge.workers.loop import Worker
from core.inbound import ConversationSubject, Inbound, TimerDue
from core.ports import Clock

BATCH = 200


class TimerWorker(Worker):
    """Turns due times into inbounds."""

    def __init__(self, database: Database, office: Office, hints: MemoryHints, clock: Clock) -> None:
        """Take what is needed to look and to wake."""
        super().__init__(topics.TIMERS, hints, clock)
        self._database = database
        self._office = office
        self._hints = hints
        self._earliest: datetime | None = None

    async def turn(self) -> bool:
        """Hand in what is due; each due time once, in the transaction that clears it."""
        now = self._clock.now()
        self._earliest = earliest = await self._database.read(timers.next_due)
        if earliest is None or earliest > now:
            return False
        await self._database.write(lambda conn: self._hand_in(conn, now))
        self._hints.wake([topics.INBOX])
        return True

    async def next_due(self) -> datetime | None:
        """Give the earliest due time, as the last turn found it."""
        return self._earliest

    async def drain(self) -> None:
        """Nothing is in hand between turns."""

    def _hand_in(self, conn: Connection, now: datetime) -> None:
        due = timers.due(conn, now, BATCH)
        for conversation in due:
            key = self._office.mint.key()
            inbound = Inbound("timer", key, ConversationSubject(conversation), TimerDue(), now)
            inbox.add(conn, inbound, lanes.of_conversation(conversation), now)
            timers.set(conn, conversation, None)
