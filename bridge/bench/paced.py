"""The open loops: messages at a steady rate, each timed from the moment at which it was to leave.

Rule: a slow answer delays no later message. So a system that stalls is seen by all that it made wait, and not only by
one ("coordinated omission").
"""

import asyncio
import itertools
import random
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from bridge.bench.ledger import PATIENCE, Ledger
from bridge.bench.loads import Say
from bridge.bench.measure import Measure, Trouble
from bridge.bench.wire import Line, lines

_NEAR = 0.002
"""Seconds before a moment from which on it is waited for without sleep: sleep is a millisecond coarse."""


async def moments(rate: float, seconds: float) -> AsyncIterator[float]:
    """Give one moment after the other, each when it has come, at a steady rate."""
    began = time.perf_counter() + 0.05
    for number in range(int(rate * seconds)):
        at = began + number / rate
        while (left := at - time.perf_counter()) > 0:  # noqa: ASYNC110 - a moment is no event
            await asyncio.sleep(left - _NEAR if left > _NEAR else 0)
        yield at


class Pool:
    """Connections of which each is used by one at a time; at most so many, then who comes waits."""

    def __init__(self, port: int, most: int) -> None:
        """Open connections to a port when they are needed."""
        self._port = port
        self._most = most
        self._open: list[Line] = []
        self._free: deque[Line] = deque()
        self._room = asyncio.Semaphore(most)

    async def prepare(self, number: int) -> None:
        """See to it that so many are open before they are needed."""
        made = await lines(self._port, max(min(number, self._most) - len(self._open), 0))
        self._open += made
        self._free.extend(made)

    async def use(self, work: Callable[[Line], Awaitable[None]]) -> None:
        """Do something over a connection that nobody uses."""
        async with self._room:
            line = self._free.popleft() if self._free else await self._another()
            await work(line)
            self._free.append(line)

    async def _another(self) -> Line:
        (line,) = await lines(self._port, 1)
        self._open.append(line)
        return line

    def close(self) -> None:
        """Close all."""
        for line in self._open:
            line.close()


class Pace:
    """Conversations that talk through one system at a steady rate, in turn."""

    def __init__(self, ledger: Ledger, chats: Sequence[int], say: Say, port: int | None, most: int = 256) -> None:
        """With a port what is said goes over connections, of which `most` are open at a time."""
        shuffled = random.Random(1).sample(list(chats), len(chats))  # noqa: S311 - the same order in each run
        self._turns = itertools.cycle(shuffled)
        self._ledger = ledger
        self._say = say
        self._pool = Pool(port, most) if port else None

    async def window(self, rate: float, seconds: float) -> Measure:
        """Talk for a time, then wait until everything has arrived. Raises `Trouble` when something does not."""
        if self._pool:
            await self._pool.prepare(16)
        first, used = len(self._ledger.arrivals), time.process_time()
        saying: list[asyncio.Task[None]] = []
        async for at in moments(rate, seconds):
            saying.append(asyncio.create_task(self._one(next(self._turns), at)))  # noqa: PERF401 - at once
        busy = time.process_time() - used
        await asyncio.wait_for(asyncio.gather(*saying), PATIENCE)
        await self._ledger.settle()
        if self._ledger.sent:
            raise Trouble(f"{len(self._ledger.sent)} messages were lost")
        took = [one for _, one in self._ledger.arrivals[first:]]
        return Measure.of(seconds, took, busy)

    async def _one(self, conversation: int, at: float) -> None:
        if self._pool is None:
            await self._say(None, conversation, at)
            return
        await self._pool.use(lambda line: self._say(line, conversation, at))

    def close(self) -> None:
        """Close the connections."""
        if self._pool:
            self._pool.close()
