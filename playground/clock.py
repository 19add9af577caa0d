"""Time, as a thing that can be handed in.

Rules: everything timed in the playground (timestamps, trigger life, retries, rate limits) asks one clock, so that a
test moves the bridge and its vendors together. It deliberately does not schedule work: callers await `sleep_until`.
"""

import asyncio
import heapq
import itertools
import time
from typing import Protocol


class Clock(Protocol):
    """What the playground needs of a clock: epoch seconds, and a way to wait for a moment."""

    def now(self) -> float:
        """Tell the time in seconds since 1970."""
        ...

    async def sleep_until(self, at: float) -> None:
        """Return at the moment `at` or later."""
        ...


class SystemClock:
    """The real time."""

    def now(self) -> float:
        """Tell the time in seconds since 1970."""
        return time.time()

    async def sleep_until(self, at: float) -> None:
        """Return at the moment `at` or later."""
        await asyncio.sleep(max(0.0, at - time.time()))


class FakeClock:
    """A time that stands still until somebody advances it."""

    def __init__(self, start: float = 1_750_000_000.0) -> None:
        """Begin at `start`."""
        self._now = start
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = itertools.count()

    def now(self) -> float:
        """Tell the time in seconds since 1970."""
        return self._now

    async def sleep_until(self, at: float) -> None:
        """Return once somebody has advanced the clock to `at`."""
        if at <= self._now:
            await asyncio.sleep(0)
            return
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (at, next(self._order), waiter))
        await waiter

    async def advance(self, seconds: float) -> None:
        """Move time on, waking each sleeper at its own moment, in order."""
        target = self._now + seconds
        while self._sleepers and self._sleepers[0][0] <= target:
            at, _, waiter = heapq.heappop(self._sleepers)
            self._now = max(self._now, at)
            if not waiter.done():
                waiter.set_result(None)
            await asyncio.sleep(0)
        self._now = target
        await asyncio.sleep(0)
