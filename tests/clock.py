"""One time for the bridge and its vendors, standing still until a test advances it.

Rules: a sleeper is woken at its own moment, the earliest first; whoever was cancelled is not counted. The bridge reads
it as dates, the playground as seconds since 1970. It deliberately does not wait for the work that a waking causes:
that is real I/O, and `tests.scenarios.waiting` knows when it is done.
"""

import asyncio
import heapq
import itertools
from datetime import UTC, datetime

START = 1_750_000_000.0


class FakeClock:
    """The time, with a face for each side."""

    def __init__(self, start: float = START) -> None:
        """Begin at `start`, seconds since 1970."""
        self._now = start
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self.bridge = BridgeClock(self)
        self.vendor = VendorClock(self)

    @property
    def seconds(self) -> float:
        """The time in seconds since 1970."""
        return self._now

    def next_wake(self) -> float | None:
        """Tell when the first sleeper wants to be woken."""
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        return self._sleepers[0][0] if self._sleepers else None

    async def advance(self, seconds: float) -> None:
        """Move time on, waking each sleeper at its own moment, in order."""
        await self.advance_to(self._now + seconds)

    async def advance_to(self, target: float) -> None:
        """Move time on to a moment, waking each sleeper at its own, in order."""
        while (at := self.next_wake()) is not None and at <= target:
            _, _, sleeper = heapq.heappop(self._sleepers)
            self._now = max(self._now, at)
            sleeper.set_result(None)
            await asyncio.sleep(0)
        self._now = max(self._now, target)
        await asyncio.sleep(0)

    def jump(self, seconds: float) -> None:
        """Set the clock forward or back, as an administrator does: who sleeps goes on sleeping as long as before."""
        self._now += seconds
        self._sleepers = [(at + seconds, order, sleeper) for at, order, sleeper in self._sleepers]

    async def sleep_until(self, at: float) -> None:
        """Return once the time is `at`."""
        if at <= self._now:
            await asyncio.sleep(0)
            return
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (at, next(self._order), sleeper))
        await sleeper


class BridgeClock:
    """The face for `core.ports.Clock`."""

    def __init__(self, clock: FakeClock) -> None:
        """Show this clock."""
        self._clock = clock

    def now(self) -> datetime:
        """Tell the time, in UTC."""
        return datetime.fromtimestamp(self._clock.seconds, UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait that long on this clock."""
        await self._clock.sleep_until(self._clock.seconds + seconds)


class VendorClock:
    """The face for `playground.clock.Clock`."""

    def __init__(self, clock: FakeClock) -> None:
        """Show this clock."""
        self._clock = clock

    def now(self) -> float:
        """Tell the time in seconds since 1970."""
        return self._clock.seconds

    async def sleep_until(self, at: float) -> None:
        """Return at the moment `at` or later."""
        await self._clock.sleep_until(at)
