"""What a request may expect before it sends its body (`bridge.expecting`)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bridge.expecting import ExpectingRunner
from tests.observing.test_endpoint import a_bridge

CONTINUED = "HTTP/1.1 100 Continue"


async def asked(port: int, lines: bytes, body: bytes = b"") -> list[str]:
    """Send a request with these lines behind its first one; give the first line of each answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(lines + b"\r\nHost: here\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    answer = (await asyncio.wait_for(reader.read(), 20)).decode()
    writer.close()
    return [line for line in answer.split("\r\n") if line.startswith("HTTP/")]


@asynccontextmanager
async def a_reader() -> AsyncIterator[int]:
    """Open a server that reads what is sent to it; give its port."""

    async def reads(request: web.Request) -> web.Response:
        return web.Response(text=await request.text())

    app = web.Application()
    app.add_routes([web.post("/", reads)])
    runner = ExpectingRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("expected", [b"100-continue", b"100-Continue"])
async def test_a_body_that_waits_to_be_asked_for_is_asked_for(expected: bytes) -> None:
    async with a_reader() as port:
        told = await asked(port, b"POST / HTTP/1.1\r\nExpect: " + expected, b"words")
        assert told == [CONTINUED, "HTTP/1.1 200 OK"]


@pytest.mark.parametrize(
    "expected",
    [b"Expect: a miracle", b"Expect: \xed\xa0\xbd", b"Expect: \xff", b"Expect: 100-continue\r\nExpect: \xff"],
)
async def test_whatever_else_is_expected_is_refused_on_every_path(expected: bytes) -> None:
    async with a_reader() as port:
        for first in (b"POST /", b"GET /", b"POST /nothing"):
            told = await asked(port, first + b" HTTP/1.1\r\n" + expected)
            assert told == ["HTTP/1.1 417 Expectation Failed"]


@pytest.mark.parametrize("expected", [b"100-continue", b"a miracle", b"\xff"])
async def test_what_http_1_0_expects_is_ignored(expected: bytes) -> None:
    async with a_reader() as port:
        assert await asked(port, b"POST / HTTP/1.0\r\nExpect: " + expected, b"words") == ["HTTP/1.0 200 OK"]


async def test_the_bridge_and_its_figures_refuse_it_too(tmp_path: Path) -> None:
    async with a_bridge(tmp_path, {"observing": {"metrics": {"port": 0}}}) as (server, _):
        assert server.metrics_port is not None
        for port in (server.port, server.metrics_port):
            for path in (b"/readyz", b"/metrics", b"/nothing"):
                told = await asked(port, b"GET " + path + b" HTTP/1.1\r\nExpect: \xff")
                assert told == ["HTTP/1.1 417 Expectation Failed"]
