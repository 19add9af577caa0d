"""The closed loops: as much as comes through, several messages of one conversation under way at a time."""

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from bridge.bench.ledger import PATIENCE, WORDS, Ledger
from bridge.bench.measure import Measure, Trouble
from bridge.bench.slack_side import EVENTS, NOBODY, event, signed
from bridge.bench.wire import Line, lines

CONVERSATIONS = 32
"""How many conversations talk at the same time."""
UNDER_WAY = 4
"""How many messages of each are under way."""
TURN = 12
"""How many messages a conversation says before another one has its place; a customer may write 15 at once."""
REST = 12.0
"""Seconds until a customer may say as many again."""
CONNECTIONS = 64
"""For ingest."""
TWICE_EVERY = 50
"""Each so many-th event is delivered a second time, as Slack does when it has not heard the answer."""
AGAIN = "X-Slack-Retry-Num: 1\r\nX-Slack-Retry-Reason: http_timeout\r\n"
OK = 200

Say = Callable[[Line | None, int, float | None], Awaitable[None]]
"""Lets a conversation say something, over a connection where it has one; the time is when it was to be said."""


class Talk:
    """Conversations that talk through one system."""

    def __init__(
        self, ledger: Ledger, chats: Iterable[int], say: Say, port: int | None, *, rests: bool = False
    ) -> None:
        """With a port each place has a connection; with `rests` who has talked is left alone for a while."""
        self._ledger = ledger
        self._free = deque((0.0, number) for number in chats)
        self._say = say
        self._port = port
        self._rests = rests

    async def window(self, seconds: float) -> Measure:
        """Talk for a time, then wait until everything has arrived. Raises `Trouble` when something does not."""
        connections = await lines(self._port, CONVERSATIONS) if self._port else []
        places: list[Line | None] = [*connections] or [None] * CONVERSATIONS
        first = len(self._ledger.arrivals)
        used, until = time.process_time(), time.perf_counter() + seconds
        everything = asyncio.gather(*(self._talk(one, until) for one in places))
        await asyncio.sleep(seconds)
        busy = time.process_time() - used
        try:
            await asyncio.wait_for(everything, PATIENCE)
        except TimeoutError:
            raise Trouble(f"{len(self._ledger.sent)} messages were lost") from None
        finally:
            for one in connections:
                one.close()
        came = self._ledger.arrivals[first:]
        return Measure.of(seconds, [took for _, took in came], busy, sum(at <= until for at, _ in came))

    async def _talk(self, line: Line | None, until: float) -> None:
        while time.perf_counter() < until:
            since, conversation = self._free.popleft()
            if self._rests and since and time.perf_counter() - since < REST:
                raise Trouble("the bridge is faster than so many customers may write; give more with --chats")
            room = self._ledger.rooms[conversation] = asyncio.Semaphore(UNDER_WAY)
            for _ in range(TURN):
                await room.acquire()
                if time.perf_counter() >= until:
                    room.release()
                    break
                await self._say(line, conversation, None)
            for _ in range(UNDER_WAY):
                await room.acquire()
            del self._ledger.rooms[conversation]
            self._free.append((time.perf_counter(), conversation))


async def post(line: Line | None, request: bytes) -> None:
    """Deliver an event and wait for the 200. Raises `Trouble` on any other answer."""
    if line is None:
        raise TypeError("an event needs a connection")
    status = await line.ask(request)
    if status != OK:
        raise Trouble(f"an event was answered with {status}")


class Ingest:
    """Events that are only to be stored: replies in threads that are no chats."""

    def __init__(self, port: int) -> None:
        """Deliver to a port."""
        self.port = port
        self.stored = 0
        """How many different events were acknowledged."""
        self._numbers = itertools.count()

    def body(self) -> bytes:
        """Give another event."""
        return event(WORDS, NOBODY, f"1600000000.{next(self._numbers) % 500:06d}")

    async def window(self, seconds: float, connections: int = CONNECTIONS) -> Measure:
        """Deliver for a time."""
        open_lines = await lines(self.port, connections)
        took: list[float] = []
        used, until = time.process_time(), time.perf_counter() + seconds
        await asyncio.gather(*(self._deliver(one, until, took) for one in open_lines))
        busy = time.process_time() - used
        for one in open_lines:
            one.close()
        return Measure.of(seconds, took, busy)

    async def _deliver(self, line: Line, until: float, took: list[float]) -> None:
        while (began := time.perf_counter()) < until:
            body = self.body()
            await post(line, signed(self.port, EVENTS, body))
            self.stored += 1
            took.append(time.perf_counter() - began)
            if self.stored % TWICE_EVERY == 0:
                began = time.perf_counter()
                await post(line, signed(self.port, EVENTS, body, AGAIN))
                took.append(time.perf_counter() - began)
