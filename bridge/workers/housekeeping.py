"""Forgets what has done its duty: settled inbound rows, sent outbound rows, forms and sign-ins, a week after.

So does what platforms sent that nobody here knows, a week after it last came; adapters' notes go at their own time.

A settled row is blank and guards against a late duplicate of the same event; vendors repeat for hours, not for days.
Messages, journal and files are kept by rules of their own.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bridge import topics
from bridge.hints.memory import MemoryHints
from bridge.store import forms, inbox, memory, outbox, sessions, sign_ins, unknown
from bridge.store.database import Database
from bridge.workers.loop import Worker
from core.ports import Clock

KEPT = outbox.SENT_KEPT
EVERY = timedelta(hours=1)
FIRST = timedelta(minutes=1)
"""How long after the start it is for the first time: a start has other things to do."""
BATCH = 1000
"""How many rows one transaction deletes at the most, so that no other writer waits long."""


class Housekeeper(Worker):
    """Deletes old rows, an hour apart, in small batches."""

    def __init__(self, database: Database, hints: MemoryHints, clock: Clock) -> None:
        """Take what is to be kept clean."""
        super().__init__(topics.HOUSEKEEPING, hints, clock)
        self._database = database
        self._due = clock.now() + FIRST

    async def turn(self) -> bool:
        """Delete one batch of each when the hour has come; True when there may be more."""
        now = self._clock.now()
        if now < self._due:
            return False
        gone = await self._database.write(lambda conn: _forget(conn, now))
        if gone < BATCH:
            self._due = now + EVERY
        return gone >= BATCH

    async def next_due(self) -> datetime | None:
        """Give when to look again."""
        return self._due

    async def drain(self) -> None:
        """Nothing is in hand between turns."""


def _forget(conn: Connection, now: datetime) -> int:
    before = now - KEPT
    forgotten = (inbox.forget(conn, before, BATCH), outbox.forget(conn, before, BATCH))
    others = (
        forms.forget(conn, before, BATCH),
        sessions.forget(conn, before, BATCH),
        sign_ins.forget(conn, before, BATCH),
        unknown.forget(conn, before, BATCH),
        memory.forget(conn, now, BATCH),
    )
    return max(*forgotten, *others)
