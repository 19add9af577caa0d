"""Where people are led back to: a small app that tells what it was told."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from tests.scenarios.signing_in import Page

PATH = "/sign-in/back"


@asynccontextmanager
async def app() -> AsyncIterator[str]:
    """Run the app; give its address."""

    async def back(request: web.Request) -> web.Response:
        told = {"method": request.method, **request.query, **await request.post()}
        return web.Response(text=json.dumps(told), content_type="text/plain")

    server = web.Application()
    server.router.add_route("*", "/{tail:.*}", back)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def told(page: Page) -> dict[str, Any]:
    """Read what the app was told."""
    answer: dict[str, Any] = json.loads(page.text)
    return answer


def with_query(address: str, query: Mapping[str, str], **changed: str) -> str:
    """Write an address with a query; an empty value leaves a name out."""
    return f"{address}?{urlencode({name: value for name, value in {**query, **changed}.items() if value})}"
