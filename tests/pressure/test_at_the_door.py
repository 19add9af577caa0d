"""Too much at once is told at the door to come again, before it costs memory; what is turned away is counted."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientResponse, ClientSession, WSServerHandshakeError, web
from aiohttp.test_utils import TestServer

from bridge import admission
from bridge.admission import Admission, windows_within
from bridge.observing.meter import Meter
from core.errors import Overloaded
from tests.pressure.doors import until

MB = 1024 * 1024


class Hall:
    """A place behind the door: whoever has come in and brought all of a body waits there to be let out."""

    def __init__(self, requests: int = 1000, size: int = 1000 * MB, windows: int = 1000) -> None:
        self.door = Admission(Meter(), requests, size, windows)
        self.inside = 0
        self.most_bytes = 0
        self.out = asyncio.Event()
        self.url = ""

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """Take a body, and wait."""
        try:
            await request.read()
        except Overloaded:
            return web.Response(status=503, headers={"Retry-After": "1"})
        self.inside += 1
        self.most_bytes = max(self.most_bytes, self.door.in_memory)
        await self.out.wait()
        return web.Response()

    async def window(self, request: web.Request) -> web.StreamResponse:
        """Hold a window open."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await self.out.wait()
        await socket.close()
        return socket

    @property
    def turned_away(self) -> dict[str, int]:
        """Give how many were turned away, by why."""
        return {why: number for (why,), number in self.door.meter.turnings_away.counts.items()}


@asynccontextmanager
async def opened(hall: Hall) -> AsyncIterator[ClientSession]:
    """Open the hall to visitors."""
    bounded: set[object] = set()
    app = web.Application(client_max_size=100 * MB, middlewares=[hall.door.middleware(bounded)])

    async def health(_: web.Request) -> web.Response:
        return web.Response(text="well")

    bounded.update(app.add_routes([web.post("/", hall.enter), web.get("/window", hall.window)]))
    app.add_routes([web.get("/healthz", health)])
    async with TestServer(app) as server, ClientSession() as session:
        hall.url = str(server.make_url("")).rstrip("/")
        yield session
        hall.out.set()


async def crowd(session: ClientSession, hall: Hall, number: int, body: bytes) -> list[asyncio.Task[ClientResponse]]:
    """Let many come at once; return when each is inside or turned away."""
    tasks = [asyncio.create_task(_one(session, hall, body)) for _ in range(number)]
    await until(lambda: hall.inside + sum(task.done() for task in tasks) == number)
    return tasks


async def _one(session: ClientSession, hall: Hall, body: bytes) -> ClientResponse:
    async with session.post(hall.url, data=body) as answer:
        await answer.read()
        return answer


def came_again_later(answers: list[ClientResponse]) -> int:
    """Count the answers that say when to come again."""
    return sum(one.status == 503 and one.headers["Retry-After"] == "1" for one in answers)


async def test_more_requests_than_the_limit_are_told_to_come_again_and_then_are_taken() -> None:
    hall = Hall(requests=10)
    async with opened(hall) as session:
        tasks = await crowd(session, hall, 60, b"words")
        assert came_again_later([task.result() for task in tasks if task.done()]) == 50
        assert (hall.inside, hall.turned_away) == (10, {"requests": 50})
        async with session.get(f"{hall.url}/healthz") as answer:
            assert answer.status == 200
        hall.out.set()
        assert sorted([(await task).status for task in tasks]) == [200] * 10 + [503] * 50
        assert (hall.door.requests, hall.door.in_memory) == (0, 0)
        assert (await _one(session, hall, b"again")).status == 200


async def test_bodies_above_the_limit_are_turned_away_unread() -> None:
    hall = Hall(size=4 * MB)
    async with opened(hall) as session:
        tasks = await crowd(session, hall, 100, b"x" * MB)
        assert came_again_later([task.result() for task in tasks if task.done()]) == 96
        assert (hall.inside, hall.most_bytes, hall.turned_away) == (4, 4 * MB, {"bytes": 96})


async def test_a_body_of_unknown_length_counts_as_a_large_one() -> None:
    hall = Hall(size=2 * MB)

    async def pieces() -> AsyncIterator[bytes]:
        yield b"words"

    async with opened(hall) as session:
        tasks = [asyncio.create_task(_posted(session, hall.url, pieces())) for _ in range(5)]
        await until(lambda: hall.inside + sum(task.done() for task in tasks) == 5)
        assert (hall.inside, hall.turned_away) == (2, {"bytes": 3})
        hall.out.set()
        assert sorted(await asyncio.gather(*tasks)) == [200, 200, 503, 503, 503]


async def _posted(session: ClientSession, url: str, data: AsyncIterator[bytes]) -> int:
    async with session.post(url, data=data) as answer:
        return answer.status


async def test_one_body_comes_in_however_low_the_limit_is() -> None:
    hall = Hall(size=1)
    async with opened(hall) as session:
        tasks = await crowd(session, hall, 2, b"x" * MB)
        assert (hall.inside, sum(task.done() for task in tasks)) == (1, 1)


async def test_a_body_that_does_not_come_gives_its_place_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "BODY_SECONDS", 0.0)
    hall = Hall(requests=1)
    async with opened(hall) as session:
        host, port = hall.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"POST / HTTP/1.1\r\nHost: hall\r\nContent-Length: 100\r\n\r\nsome")
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 503")
        assert b"Retry-After: 1" in head
        assert (hall.door.requests, hall.turned_away) == (0, {"slow": 1})
        hall.out.set()
        assert (await _one(session, hall, b"words")).status == 200
        writer.close()


async def test_windows_leave_file_handles_to_the_rest() -> None:
    hall = Hall(windows=2)
    async with opened(hall) as session:
        windows = [await session.ws_connect(f"{hall.url}/window") for _ in range(2)]
        with pytest.raises(WSServerHandshakeError) as refused:
            await session.ws_connect(f"{hall.url}/window")
        assert refused.value.status == 503
        assert refused.value.headers is not None
        assert refused.value.headers["Retry-After"] == "1"
        hall.out.set()
        for window in windows:
            await window.receive()
            await window.close()
        await until(lambda: hall.door.windows == 0)


@pytest.mark.parametrize(("handles", "windows"), [(256, 128), (1024, 512), (20_000, 19_488)])
def test_so_many_windows_are_taken_as_leave_some_hundred_handles(handles: int, windows: int) -> None:
    assert windows_within(handles) == windows
