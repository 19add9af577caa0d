"""Ends what is over by the clock: bans are closed, erased files deleted, and what is older than it is kept erased.

A ban ends by itself, at the moment in which its time is over; here only its end is noted.
"""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bridge import topics
from bridge.delivery.courier import Courier
from bridge.erasing.scrubbing import forget_if_gone
from bridge.erasing.sweeping import sweep
from bridge.handlers.office import Office
from bridge.handlers.unit import Unit
from bridge.hints.memory import MemoryHints
from bridge.store import audit, bans, erasures, journal
from bridge.store.erasure_tables import CopyState
from bridge.workers.loop import Worker
from core.conversation.effects import SYSTEM, Audit, AuditAct, Record
from core.policy.retention import Retention

EVERY = timedelta(minutes=1)
FIRST_SWEEP = timedelta(minutes=5)
SWEEP_EVERY = timedelta(hours=1)
"""When for the first time after a start, and how often, it is looked for what is older than it is kept."""
BATCH = 100
"""How many are dealt with in one transaction, so that no other writer waits long."""


class Sweeper(Worker):
    """Looks a minute apart."""

    def __init__(self, courier: Courier, hints: MemoryHints, kept: Retention) -> None:
        """Take what is to be looked at, and how long each kind of data is kept."""
        super().__init__(topics.SWEEPING, hints, courier.clock)
        self._database = courier.database
        self._files = courier.files
        self._office = courier.office
        self._hints = hints
        self._kept = kept
        self._sweep_due = courier.clock.now() + FIRST_SWEEP
        self._due = courier.clock.now() + EVERY

    async def turn(self) -> bool:
        """Note what is over when it is time; True when there may be more."""
        now = self._clock.now()
        if await self._delete_files(now) == BATCH:
            return True
        if now < self._due:
            return False
        if await self._database.write(lambda conn: end_bans(conn, self._office, now)) == BATCH:
            return True
        if now >= self._sweep_due:
            if await self._sweep(now):
                return True
            self._sweep_due = now + SWEEP_EVERY
        self._due = now + EVERY
        return False

    async def _sweep(self, now: datetime) -> bool:
        """Delete one batch of what is older than it is kept; tell whether there may be more."""

        def swept(conn: Connection) -> tuple[bool, Unit]:
            unit = Unit(conn, self._office, now)
            return sweep(unit, self._kept), unit

        more, unit = await self._database.write(swept)
        self._office.departures.offer(unit.added)
        self._hints.wake(unit.wakes)
        return more

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


def end_bans(conn: Connection, office: Office, now: datetime) -> int:
    """Close the bans whose time is over; give how many."""
    over = bans.run_out(conn, now, BATCH)
    for ban in over:
        journal.add(conn, None, now, [Record("ban_expired", fields={"ban": ban.id})])
        fields = {"turned_away": str(ban.turned_away)}
        entry = Audit(AuditAct.BAN_EXPIRED, SYSTEM, ban.id, fields)
        audit.add(conn, now, entry, ban.conversation, (ban.channel, ban.contact))
        forget_if_gone(conn, office, (ban.channel, ban.contact), now)
    return len(over)
