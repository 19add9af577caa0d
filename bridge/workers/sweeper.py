"""Ends what is over by the clock: bans whose time has run out are closed and written down, erased files deleted.

A ban ends by itself, at the moment in which its time is over; here only its end is noted.
"""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bridge import topics
from bridge.hints.memory import MemoryHints
from bridge.offered.files import Files
from bridge.store import audit, bans, erasures, journal
from bridge.store.database import Database
from bridge.store.erasure_tables import CopyState
from bridge.workers.loop import Worker
from core.conversation.effects import SYSTEM, Audit, AuditAct, Record
from core.ports import Clock

EVERY = timedelta(minutes=1)
BATCH = 100
"""How many are dealt with in one transaction, so that no other writer waits long."""


class Sweeper(Worker):
    """Looks a minute apart."""

    def __init__(self, database: Database, files: Files, hints: MemoryHints, clock: Clock) -> None:
        """Take what is to be looked at."""
        super().__init__(topics.SWEEPING, hints, clock)
        self._database = database
        self._files = files
        self._due = clock.now() + EVERY

    async def turn(self) -> bool:
        """Note what is over when it is time; True when there may be more."""
        now = self._clock.now()
        if await self._delete_files(now) == BATCH:
            return True
        if now < self._due:
            return False
        if await self._database.write(lambda conn: end_bans(conn, now)) == BATCH:
            return True
        self._due = now + EVERY
        return False

    async def _delete_files(self, now: datetime) -> int:
        """Delete the files of what was erased: first the bytes, then what says that they are still to go."""
        waiting = await self._database.read(lambda conn: erasures.waiting_files(conn, BATCH))
        for copy, file in waiting:
            await self._files.forget(file)
            await self._database.write(partial(erasures.settle, copy=copy, state=CopyState.DONE, at=now))
        return len(waiting)

    async def next_due(self) -> datetime | None:
        """Give when to look again."""
        return self._due

    async def drain(self) -> None:
        """Nothing is in hand between turns."""


def end_bans(conn: Connection, now: datetime) -> int:
    """Close the bans whose time is over; give how many."""
    over = bans.run_out(conn, now, BATCH)
    for ban in over:
        journal.add(conn, None, now, [Record("ban_expired", fields={"ban": ban.id})])
        fields = {"turned_away": str(ban.turned_away)}
        entry = Audit(AuditAct.BAN_EXPIRED, SYSTEM, ban.id, fields)
        audit.add(conn, now, entry, ban.conversation, (ban.channel, ban.contact))
    return len(over)
