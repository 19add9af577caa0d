"""Works off what came in: in order within a lane, many lanes at once.

What the storage can't take is tried until it is done. What fails by our own fault is parked after some tries, so that
its lane goes on; its thread is told.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog
from sqlalchemy import Connection

from bridge import topics
from bridge.delivery.trouble import is_of_storage
from bridge.handlers.dispatch import Handled, handle
from bridge.handlers.office import Office
from bridge.handlers.parking import after_parking
from bridge.handlers.unit import Unit
from bridge.hints.memory import MemoryHints
from bridge.store import inbox
from bridge.store.database import Database
from bridge.store.errors import ClaimLost
from bridge.store.inbox import InboxRow
from bridge.workers.loop import Worker
from core.errors import Conflict
from core.ports import Clock, Outcome

AT_ONCE = 64
"""How many lanes are worked on at the same time."""

STORAGE_PAUSE = 0.25
"""Seconds until a row that the storage could not take is tried again; doubled each time."""

LONGEST_PAUSE = 10.0
"""The longest such pause, in seconds."""

LEASE = 60.0
"""Seconds for which a claimed row is this worker's; another may take it when the worker has died."""

TRIES = 5
"""How often a row that fails by our own fault is tried before it is parked."""

T = TypeVar("T")

log = structlog.get_logger(__name__)


class InboxWorker(Worker):
    """Claims rows whose lanes are free and handles each in one transaction."""

    def __init__(self, database: Database, office: Office, hints: MemoryHints, clock: Clock, owner: str) -> None:
        """Take what handling needs."""
        super().__init__(topics.INBOX, hints, clock)
        self._database = database
        self._office = office
        self._hints = hints
        self._owner = owner
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._pauses: dict[int, float] = {}
        self._ending = asyncio.Event()

    async def turn(self) -> bool:
        """Claim what is free and begin on it; True when something was claimed."""
        room = AT_ONCE - len(self._in_hand)
        if room <= 0:
            await asyncio.wait(self._in_hand.values(), return_when=asyncio.FIRST_COMPLETED)
            return True
        busy = frozenset(self._in_hand)
        now = self._clock.now()
        rows = await self._database.write(lambda conn: inbox.claim(conn, self._owner, now, LEASE, room, busy))
        for row in rows:
            task = asyncio.create_task(self._work(row))
            self._in_hand[row.lane] = task
        return bool(rows)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is in hand either."""
        return super().is_idle and not self._in_hand

    async def next_due(self) -> datetime | None:
        """Give when a row that was put back is due again."""
        now = self._clock.now()
        return await self._database.read(lambda conn: inbox.next_at(conn, now))

    async def drain(self) -> None:
        """Finish the rows in hand; what the storage does not take stays claimed, for the next start."""
        self._ending.set()
        if self._in_hand:
            await asyncio.wait(self._in_hand.values())

    async def _work(self, row: InboxRow) -> None:
        try:
            handled = await self._handle(row)
            self._office.departures.offer(handled.added)
            self._hints.wake(handled.wakes)
            self._hints.announce(handled.announced)
            if handled.outcome is not None:
                self._office.meter.handled(row.inbound, row.added_at, self._clock.now())
                self._office.waiters.resolve(row.inbound, handled.outcome)
            self._pauses.pop(row.id, None)
        except Exception as error:  # noqa: BLE001 - whatever it is, the row must not be lost
            await self._failed(row, error)
        finally:
            self._in_hand.pop(row.lane, None)
            self._wake.wake()

    async def _handle(self, row: InboxRow) -> Handled:
        """Handle a row; when another writer was first, at once again."""
        while True:
            try:
                return await self._database.write(partial(self._in_transaction, row, self._clock.now()))
            except ClaimLost:
                # The lease ran out and another worker has it: what it does is what counts.
                log.warning("inbound_claim_lost", row=row.id)
                return Handled(Outcome(settled=False))
            except Conflict:
                self._office.meter.troubled(row.inbound, "conflict")
                log.info("inbound_conflict", row=row.id)

    def _in_transaction(self, row: InboxRow, now: datetime, conn: Connection) -> Handled:
        return handle(conn, self._office, row, now)

    async def _failed(self, row: InboxRow, error: Exception) -> None:
        """Try a row again later; park it when it has failed too often by our own fault."""
        try:
            if is_of_storage(error):
                await self._wait_for_storage(row, error)
                return
            self._office.meter.troubled(row.inbound, "failed")
            log.error("inbound_failed", row=row.id, kind=_kind(row), attempts=row.attempts, exc_info=error)
            if row.attempts >= TRIES:
                await self._park(row, type(error).__name__)
                return
            later = self._clock.now() + timedelta(seconds=2.0**row.attempts / 4)
            await self._write(lambda conn: inbox.retry(conn, row.id, later))
        except Exception:
            # It stays claimed; when the lease runs out, or at the next start, it is taken up again.
            log.exception("inbound_not_put_back", row=row.id)

    async def _wait_for_storage(self, row: InboxRow, error: Exception) -> None:
        """Put a row back that could not be written: that is no fault of the row's, so it is tried until it is done."""
        pause = self._pauses.get(row.id, STORAGE_PAUSE)
        self._pauses[row.id] = min(2 * pause, LONGEST_PAUSE)
        self._office.meter.troubled(row.inbound, "storage")
        log.warning("inbound_waits_for_storage", row=row.id, kind=_kind(row), why=type(error).__name__, pause=pause)
        # Nobody waits that long for an answer: it goes out in private when the row is done.
        self._office.waiters.resolve(row.inbound, Outcome(settled=False))
        later = self._clock.now() + timedelta(seconds=pause)
        await self._write(lambda conn: inbox.retry(conn, row.id, later, counted=False))

    async def _park(self, row: InboxRow, why: str) -> None:
        self._pauses.pop(row.id, None)
        self._office.meter.troubled(row.inbound, "parked")
        log.error("inbound_parked", row=row.id, kind=_kind(row), why=why)
        await self._write(lambda conn: inbox.park(conn, row.id, why))
        self._office.waiters.resolve(row.inbound, Outcome(settled=False))
        unit = await self._write(partial(self._after_parking, row))
        if unit is not None:
            self._office.departures.offer(unit.added)
            self._hints.wake(unit.wakes)
            self._hints.announce(unit.announced)

    def _after_parking(self, row: InboxRow, conn: Connection) -> Unit:
        unit = Unit(conn, self._office, self._clock.now())
        after_parking(unit, row)
        return unit

    async def _write(self, work: Callable[[Connection], T]) -> T | None:
        """Write as soon as the storage takes it; None when the worker ends before."""
        pause = STORAGE_PAUSE
        while True:
            try:
                return await self._database.write(work)
            except Exception as error:
                if not is_of_storage(error):
                    raise
                log.warning("inbox_waits_for_storage", why=type(error).__name__, pause=pause)
            if self._ending.is_set():
                return None
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def _kind(row: InboxRow) -> str:
    return row.inbound.body.kind
