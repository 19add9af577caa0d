"""What a vendor does in the background: handing over what happened, in order or not, and how much of it is under way.

Rules: a delivery never holds the call that caused it; what waits does not count as busy; while the vendor is down (a
fault), its deliveries wait with it. What is handed over, to whom and how often, is the vendor's.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Generic, Protocol, TypeVar

from playground.changes import Changes
from playground.clock import Clock
from playground.faults import Faults, Kind

REORDER_HOLD_SECONDS = 5.0
_EMISSION = frozenset({Kind.DUPLICATE, Kind.REORDER, Kind.DELAY})
_OUTAGE = frozenset({Kind.OUTAGE})

What = TypeVar("What")


class World(Protocol):
    """What of a vendor's world is needed here."""

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def faults(self) -> Faults:
        """What was asked for."""
        ...

    @property
    def changes(self) -> Changes:
        """The bell."""
        ...


class Background(ABC, Generic[What]):
    """One vendor's work in the background."""

    def __init__(self, world: World, vendor: str) -> None:
        """Begin with nothing under way."""
        self._world = world
        self._vendor = vendor
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: list[What] = []
        self.busy = 0

    @property
    def under_way(self) -> int:
        """How many deliveries have not come to an end, those included that wait for their next try."""
        return len(self._tasks)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` in the background until it ends or the playground stops."""
        self.busy += 1
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    async def sleep_until(self, at: float) -> None:
        """Wait, in work that was spawned, for a moment of the clock: meanwhile it does not count as busy."""
        with self._resting():
            await self._world.clock.sleep_until(at)

    async def stop(self) -> None:
        """End every delivery under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._held.clear()

    @abstractmethod
    async def deliver(self, what: What, wait: float = 0.0) -> None:
        """Hand one thing over after a while, until it is taken or given up."""

    def hand_over(self, what: What) -> None:
        """Hand one thing over in the background, as the faults have it: later, twice, behind the next one."""
        fault = self._world.faults.take(self._vendor, "events", _EMISSION)
        if fault and fault.kind is Kind.REORDER:
            self._held.append(what)
            self.spawn(self._release_later())
            return
        wait = fault.delay_ms / 1000 if fault and fault.kind is Kind.DELAY else 0.0
        for _ in range(fault.copies - 1 if fault and fault.kind is Kind.DUPLICATE else 0):
            self.spawn(self.deliver(what))
        held, self._held = self._held, []
        self.spawn(self._in_turn([what, *held], wait))

    async def pause(self, seconds: float) -> None:
        """Wait, in work that was spawned, for so long."""
        if seconds:
            await self.sleep_until(self._world.clock.now() + seconds)

    async def until_no_outage(self) -> None:
        """While the vendor itself is down, its deliveries wait with it."""
        while (fault := self._world.faults.peek(self._vendor, "events", _OUTAGE)) and fault.times is None:
            with self._resting():
                await self._world.changes.next()

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count something that isn't spawned here as busy."""
        self.busy += 1
        try:
            yield
        finally:
            self.busy -= 1
            self._world.changes.ring()

    async def quiet(self, within: float) -> None:
        """Wait until nothing is busy, for so many real seconds at the most."""
        await self._world.changes.until(lambda: self.busy == 0, within=within, what="a quiet wire")

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.busy -= 1
        self._world.changes.ring()

    @contextmanager
    def _resting(self) -> Iterator[None]:
        self.busy -= 1
        self._world.changes.ring()
        try:
            yield
        finally:
            self.busy += 1

    async def _in_turn(self, things: list[What], wait: float) -> None:
        """Deliver one, and what a fault held back before it."""
        for one in things:
            await self.deliver(one, wait)

    async def _release_later(self) -> None:
        """Let go of what nothing later has released."""
        await self.pause(REORDER_HOLD_SECONDS)
        held, self._held = self._held, []
        await self._in_turn(held, 0.0)
