"""A server behind a door, whom it has let in, and connections to it whose bytes are said one piece after the other."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from adapters.spec import Waiting
from bridge.admission import Admission
from bridge.door import DoorRunner
from bridge.observing.meter import Meter

HEAD = "POST /events HTTP/1.1\r\nHost: here\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n"

SECONDS = 30.0
"""Real seconds for what comes over the wire."""


def posted(body: str, more: str = "") -> bytes:
    """Give a request as it comes."""
    return (HEAD.format(len(body)) + more + "\r\n" + body).encode()


def _apology(body: bytes) -> bytes | None:
    """Have words for whoever clicks, but not on a form."""
    return b'"sorry"' if b"clicks" in body and b"form" not in body else None


@dataclass(slots=True)
class House:
    """A server behind a door, and whom it has let in."""

    behind: float = 0.0
    port: int = 0
    came: list[str] = field(default_factory=list)
    has_come: asyncio.Event = field(default_factory=asyncio.Event)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    meter: Meter = field(default_factory=Meter)
    most: int = 1000
    admission: Admission = field(init=False)

    def __post_init__(self) -> None:
        waiting = {"/events": Waiting(lambda body: b"clicks" in body, _apology)}
        self.admission = Admission(self.meter, self.most, 1_000_000, 10, lambda: self.behind, waiting)

    async def enter(self, request: web.Request) -> web.Response:
        """Take whoever comes; whoever says `wait` waits, and `trouble` makes some."""
        words = await request.text()
        self.came.append(words)
        self.has_come.set()
        if words == "wait":
            await self.gate.wait()
        if words == "trouble":
            raise ZeroDivisionError
        return web.Response(text="in")


@asynccontextmanager
async def opened(house: House) -> AsyncIterator[None]:
    """Open the house; its bounds hold at the door and behind it."""
    bounded: set[object] = set()
    app = web.Application(middlewares=[house.admission.middleware(bounded)])
    bounded.update(app.add_routes([web.post("/events", house.enter), web.get("/healthz", house.enter)]))
    runner = DoorRunner(app, house.admission, 1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    house.port = runner.addresses[0][1]
    try:
        yield
    finally:
        house.gate.set()
        await runner.cleanup()


@dataclass(slots=True)
class Caller:
    """One connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def says(self, *pieces: bytes) -> None:
        """Send, in pieces that arrive one by one."""
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()
            for _ in range(20):
                await asyncio.sleep(0)

    async def hears(self) -> tuple[int, str]:
        """Read an answer: its status and its body."""
        head = (await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), SECONDS)).decode()
        headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:-2])
        status = int(head.split(" ")[1])
        if status == 503:
            assert headers["retry-after"] == "1"
        return status, (await self.reader.readexactly(int(headers["content-length"]))).decode()

    async def asks(self, *pieces: bytes) -> int:
        """Send, and give the status of the answer."""
        await self.says(*pieces)
        return (await self.hears())[0]

    async def is_hung_up(self) -> bool:
        """Tell whether the other side has ended the connection."""
        return await asyncio.wait_for(self.reader.read(1), SECONDS) == b""


@asynccontextmanager
async def calling(port: int) -> AsyncIterator[Caller]:
    """Connect."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield Caller(reader, writer)
    finally:
        writer.close()


async def until(look: Callable[[], bool]) -> None:
    """Wait for what real I/O brings."""
    deadline = asyncio.get_running_loop().time() + SECONDS
    while not look():
        await asyncio.sleep(0.002)
        assert asyncio.get_running_loop().time() < deadline
