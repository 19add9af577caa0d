"""The client session that all adapters share."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer

from bridge.session import MOST_CONNECTIONS, LazySession


@asynccontextmanager
async def platform(answers: asyncio.Event) -> AsyncIterator[tuple[BaseTestServer, asyncio.Semaphore]]:
    """A platform that answers when it may; the semaphore counts who waits for it."""
    waiting = asyncio.Semaphore(0)

    async def answer(_: web.Request) -> web.Response:
        waiting.release()
        await answers.wait()
        return web.Response(text="ok")

    app = web.Application()
    app.router.add_get("/", answer)
    async with TestServer(app) as server:
        yield server, waiting


async def test_a_platform_that_hangs_keeps_no_connection_from_another() -> None:
    never, always = asyncio.Event(), asyncio.Event()
    always.set()
    session = LazySession(None)
    async with platform(never) as (hanging, waiting), platform(always) as (other, _):
        calls = [asyncio.create_task(session().get(hanging.make_url("/"))) for _ in range(MOST_CONNECTIONS)]
        for _ in range(MOST_CONNECTIONS):
            await asyncio.wait_for(waiting.acquire(), 10)
        try:
            async with asyncio.timeout(10), session().get(other.make_url("/")) as response:
                assert await response.text() == "ok"
        finally:
            never.set()
            for response in await asyncio.gather(*calls):
                response.close()
            await session.close()
