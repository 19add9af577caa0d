"""A line between processes: a standstill costs no connection, a connection that swallows is found out."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from bridge.hints.line import UNANSWERED, Line
from bridge.hints.port import Carrier, Hear, Link

BEAT = 0.05
ON_THE_WAY = 0.01
"""Seconds for a text from one end of the wire to the other."""
TURNS = 5
"""Turns of the loop that a driver takes from its socket to whoever listens."""
STANDSTILL = 2 * UNANSWERED * BEAT
DEADLINE = 30.0


class Wire:
    """A carrier whose texts are on the way for a moment, and get lost when it swallows them."""

    name = "wire"
    most_bytes = 1000
    lost: tuple[type[Exception], ...] = (OSError,)

    def __init__(self) -> None:
        """Begin with nobody connected."""
        self.connections = 0
        self.swallows = False
        self.sends: Callable[[], None] = lambda: None
        self.took: list[str] = []

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Link]:
        """Connect."""
        self.connections += 1
        yield Ends(self)


class Ends:
    """A connection's two ends."""

    def __init__(self, wire: Wire) -> None:
        """Take the wire."""
        self._wire = wire
        self._came: asyncio.Queue[str] = asyncio.Queue()

    async def publish(self, text: str) -> None:
        """Send a text, and wait until the other end says that it has it."""
        loop = asyncio.get_running_loop()
        taken = loop.create_future()
        loop.call_later(ON_THE_WAY, taken.set_result, None)
        self._wire.sends()
        await taken
        self._wire.took.append(text)
        if not self._wire.swallows:
            loop.call_later(ON_THE_WAY, self._came.put_nowait, text)

    async def listen(self, hear: Hear) -> None:
        """Hand over what comes."""
        while True:
            text = await self._came.get()
            for _ in range(TURNS):
                await asyncio.sleep(0)
            hear(text)


_: type[Carrier] = Wire


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
async def line(wire: Wire) -> AsyncIterator[Line]:
    line = Line(wire, BEAT)
    line.start(lambda _: None)
    await _until(lambda: line.is_up)
    yield line
    await line.stop()


async def _until(look: Callable[[], object]) -> None:
    async with asyncio.timeout(DEADLINE):
        while not look():  # noqa: ASYNC110 - a line lives by real time
            await asyncio.sleep(0.001)


async def _beats(wire: Wire, number: int) -> None:
    wanted = len(wire.took) + number
    await _until(lambda: len(wire.took) >= wanted)


async def test_a_process_that_stood_still_between_two_words_keeps_its_connection(wire: Wire, line: Line) -> None:
    for _ in range(UNANSWERED + 1):  # again and again, as on a machine that is busy
        await _beats(wire, 1)
        time.sleep(STANDSTILL)  # noqa: ASYNC251 - the loop is to stand still
    await _beats(wire, UNANSWERED + 1)
    assert line.is_up
    assert wire.connections == 1


async def test_a_process_that_stood_still_while_it_said_something_keeps_its_connection(wire: Wire, line: Line) -> None:
    wire.sends = lambda: time.sleep(STANDSTILL)
    assert await line.say("wanted")
    await _beats(wire, UNANSWERED + 1)
    assert line.is_up
    assert wire.connections == 1


async def test_a_connection_that_takes_texts_and_brings_none_is_made_anew(wire: Wire, line: Line) -> None:
    wire.swallows = True
    await _until(lambda: not line.is_up)
    wire.swallows = False
    await _until(lambda: line.is_up)
    assert wire.connections == 2


async def test_a_text_that_is_not_taken_in_time_is_given_up_and_its_connection_made_anew(
    wire: Wire, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    with monkeypatch.context() as patched:
        patched.setattr(Ends, "publish", never)
        assert not await line.say("wanted")
        assert not line.is_up
    await _until(lambda: wire.connections == 2 and line.is_up)
