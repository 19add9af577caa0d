"""Fates of sends, written until they stand.

Rules:
1. Once a request has left, its fate is a fact: that it can't be written down changes nothing about it. The writing is
   repeated until it lands, and nobody is told meanwhile that the send failed.
2. What follows from a fate may be wrong by our own fault. Then, after some tries, the fate alone is written, so that
   its lane goes on.
3. A worker that ends does not wait: the row stays as it was begun, and is uncertain at the next start.
4. With a fate the next row of its lane may be begun, in the same transaction. A fate that is written alone has none.
5. Fates that are ready while others are being written are written together next; when that fails, each alone.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy import Connection

from bridge.delivery.courier import Courier
from bridge.delivery.successor import Successor
from bridge.delivery.trouble import is_of_storage
from bridge.handlers.unit import Unit
from bridge.hints.port import Hints
from bridge.store.errors import DatabaseClosed
from bridge.store.outbox import OutboxRow
from bridge.store.work_tables import OutboxState

TRIES = 3
"""How often what follows from a fate is tried when it fails by our own fault."""

FIRST, LONGEST = 0.1, 5.0
"""Seconds of rest between two tries, at first and at the most: real ones, as storage keeps no other time."""

TOGETHER = 64
"""How many fates are written together at the most."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a row: all that follows from it, and the bare fact."""

    work: Callable[[Unit], object]
    bare: Callable[[Connection], object]
    state: OutboxState | None = OutboxState.SENT
    """Where the row stands then; None where only the transaction can tell."""
    at: datetime | None = None
    """When it is due again, or to be looked up; None when it is settled."""


@dataclass(slots=True)
class _Waiting:
    """A fate that is to be written with others; the future tells whether it was."""

    fate: Fate
    successor: Successor | None = None
    is_written: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    @property
    def work(self) -> Callable[[Unit], object]:
        """Give all that is to be written."""
        return self.fate.work if self.successor is None else self.successor.after(self.fate.work)


class Fates:
    """Writes fates down, and wakes those whom they concern."""

    def __init__(self, courier: Courier, hints: Hints) -> None:
        """Take where to write and whom to wake."""
        self._courier = courier
        self._hints = hints
        self._ending = asyncio.Event()
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    def end(self) -> None:
        """Repeat nothing any more."""
        self._ending.set()

    async def settle(self, row: OutboxRow, fate: Fate, successor: Successor | None = None) -> None:
        """Write a fate, and begin its successor; return when the fate stands, or when the worker ends."""
        one = _Waiting(fate, successor)
        self._waiting.append(one)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        if not await one.is_written:
            if successor is not None:
                successor.begun = None
            await self._settle_alone(row, fate)

    async def _write_all(self) -> None:
        """Write what waits, together; what gathers meanwhile is the next."""
        try:
            while self._waiting:
                taken, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
                # Whoever was cancelled is gone, as if the process had died before.
                wanted = [one for one in taken if not one.is_written.done()]
                is_written = await self._are_written([one.work for one in wanted])
                for one in wanted:
                    if not one.is_written.done():
                        one.is_written.set_result(is_written)
        finally:
            self._writing = None

    async def _are_written(self, works: Sequence[Callable[[Unit], object]]) -> bool:
        if not works:
            return True
        try:
            await self._write(works)
        except Exception as error:  # noqa: BLE001 - each is tried alone, and says then what is wrong with it
            log.info("outbox_not_settled_together", fates=len(works), why=type(error).__name__)
            return False
        return True

    async def _settle_alone(self, row: OutboxRow, fate: Fate) -> None:
        faults, pause = 0, FIRST
        while True:
            try:
                await self._write([fate.work if faults < TRIES else lambda unit: fate.bare(unit.conn)])
            except DatabaseClosed:
                return
            except Exception as error:
                if is_of_storage(error):
                    log.warning("outbox_not_settled_yet", row=row.id, why=type(error).__name__)
                else:
                    faults += 1
                    log.exception("outbox_failed", row=row.id, kind=row.body.get("kind"))
            else:
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

    async def _write(self, works: Sequence[Callable[[Unit], object]]) -> None:
        office, now = self._courier.office, self._courier.clock.now()

        def write(conn: Connection) -> Unit:
            unit = Unit(conn, office, now)
            for work in works:
                work(unit)
            return unit

        unit = await self._courier.database.write(write)
        for row, became in unit.became:
            office.meter.tried(row, became)
        office.departures.offer(unit.added)
        self._hints.wake(unit.wakes)
