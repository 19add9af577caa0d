"""Fates of sends, written until they stand.

Rules:
1. Once a request has left, its fate is a fact: that it can't be written down changes nothing about it. The writing is
   repeated until it lands, and nobody is told meanwhile that the send failed.
2. What follows from a fate may be wrong by our own fault. Then, after some tries, the fate alone is written, so that
   its lane goes on.
3. A worker that ends does not wait: the row stays as it was begun, and is uncertain at the next start.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection

from bridge.delivery.courier import Courier
from bridge.delivery.trouble import is_of_storage
from bridge.handlers.unit import Unit
from bridge.hints.memory import MemoryHints
from bridge.observing.meter import Became
from bridge.store.errors import DatabaseClosed
from bridge.store.outbox import OutboxRow

TRIES = 3
"""How often what follows from a fate is tried when it fails by our own fault."""

FIRST, LONGEST = 0.1, 5.0
"""Seconds of rest between two tries, at first and at the most: real ones, as storage keeps no other time."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a row: all that follows from it, and the bare fact."""

    work: Callable[[Unit], object]
    bare: Callable[[Connection], object]


class Fates:
    """Writes fates down, and wakes those whom they concern."""

    def __init__(self, courier: Courier, hints: MemoryHints) -> None:
        """Take where to write and whom to wake."""
        self._courier = courier
        self._hints = hints
        self._ending = asyncio.Event()

    def end(self) -> None:
        """Repeat nothing any more."""
        self._ending.set()

    async def settle(self, row: OutboxRow, fate: Fate) -> None:
        """Write a fate; return when it stands, or when the worker ends."""
        faults, pause = 0, FIRST
        while True:
            try:
                became = await self._write(fate.work if faults < TRIES else lambda unit: fate.bare(unit.conn))
            except DatabaseClosed:
                return
            except Exception as error:
                if is_of_storage(error):
                    log.warning("outbox_not_settled_yet", row=row.id, why=type(error).__name__)
                else:
                    faults += 1
                    log.exception("outbox_failed", row=row.id, kind=row.body.get("kind"))
            else:
                if became is not None:
                    self._courier.office.meter.tried(row, became)
                return
            if await self._ends_within(pause):
                log.warning("outbox_left_uncertain", row=row.id)
                return
            pause = min(LONGEST, pause * 2)

    async def _ends_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._ending.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _write(self, work: Callable[[Unit], object]) -> Became | None:
        office, now = self._courier.office, self._courier.clock.now()

        def write(conn: Connection) -> Unit:
            unit = Unit(conn, office, now)
            work(unit)
            return unit

        unit = await self._courier.database.write(write)
        office.departures.offer(unit.added)
        self._hints.wake(unit.wakes)
        return unit.became
