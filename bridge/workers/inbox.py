"""Works off what came in: in order within a lane, many lanes at once."""

import asyncio
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from bridge import topics
from bridge.handlers.dispatch import Handled, handle
from bridge.handlers.office import Office
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

LEASE = 60.0
"""Seconds for which a claimed row is this worker's; another may take it when the worker has died."""

TRIES = 5
"""How often a row that fails by our own fault is tried before it is parked, so that its lane goes on."""

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
        """Finish the rows in hand."""
        if self._in_hand:
            await asyncio.wait(self._in_hand.values())

    async def _work(self, row: InboxRow) -> None:
        try:
            handled = await self._handle(row)
            self._hints.wake(handled.wakes)
            if handled.outcome is not None:
                self._office.waiters.resolve(row.inbound, handled.outcome)
        except Exception as error:
            log.exception("inbound_failed", row=row.id, kind=row.inbound.body.kind, attempts=row.attempts)
            await self._put_back(row, type(error).__name__)
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
                return Handled()
            except Conflict:
                log.info("inbound_conflict", row=row.id)

    def _in_transaction(self, row: InboxRow, now: datetime, conn: Connection) -> Handled:
        return handle(conn, self._office, row, now)

    async def _put_back(self, row: InboxRow, why: str) -> None:
        """Try a row again later; park it when it has failed too often."""
        if row.attempts + 1 >= TRIES:
            log.error("inbound_parked", row=row.id, why=why)
            await self._database.write(lambda conn: inbox.park(conn, row.id, why))
            self._office.waiters.resolve(row.inbound, Outcome(settled=False))
            return
        later = self._clock.now() + timedelta(seconds=2.0**row.attempts / 4)
        await self._database.write(lambda conn: inbox.retry(conn, row.id, later))
