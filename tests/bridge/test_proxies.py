"""Only a trusted proxy is believed about whose request it is, and only as far as it can know."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bridge.proxies import believing


@asynccontextmanager
async def asked(*trusted: str) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    """Serve a page that says whose request it is."""

    async def who(request: web.Request) -> web.Response:
        return web.Response(text=request.remote or "")

    app = web.Application(middlewares=[believing(trusted)])
    app.router.add_get("/", who)
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.mark.parametrize(
    ("trusted", "header", "sender"),
    [
        (("127.0.0.1",), "203.0.113.7", "203.0.113.7"),
        (("127.0.0.0/8",), "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (("127.0.0.1", "10.0.0.0/8"), "203.0.113.7, 10.1.2.3", "203.0.113.7"),
        (("127.0.0.1",), "[2001:db8::1]", "2001:db8::1"),
        (("127.0.0.1",), "not an address", "127.0.0.1"),
        (("127.0.0.1",), "203.0.113.7, not an address", "127.0.0.1"),
        ((), "203.0.113.7", "127.0.0.1"),
        (("10.0.0.0/8",), "203.0.113.7", "127.0.0.1"),
    ],
)
async def test_the_sender_is_the_last_that_no_trusted_proxy_is(
    trusted: tuple[str, ...], header: str, sender: str
) -> None:
    async with asked(*trusted) as client, client.get("/", headers={"X-Forwarded-For": header}) as answer:
        assert await answer.text() == sender


async def test_without_the_header_it_is_whoever_connected() -> None:
    async with asked("127.0.0.1") as client, client.get("/") as answer:
        assert await answer.text() == "127.0.0.1"
