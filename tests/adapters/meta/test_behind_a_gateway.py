"""What stands between us and Meta may answer in Meta's place: a proxy that asks for a pause, or sends us elsewhere."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web

from adapters.messenger.failures import MEANINGS
from adapters.meta.graph import Graph
from adapters.meta.media import MediaFetcher
from adapters.meta.settings import MetaSection
from core.errors import Permanent, Transient
from core.sentences import say

LIMITED = {"error": {"message": "(#4) of Mia Chen", "type": "OAuthException", "code": 4, "fbtrace_id": "A"}}


@asynccontextmanager
async def a_gateway(answer: web.Response) -> AsyncIterator[str]:
    """Start one that answers everything so; give its address."""

    async def answers(_: web.Request) -> web.Response:
        return answer

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", answers)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(("asked", "seconds"), [("30", 30), ("0", 1), ("soon", 1), ("99999", 3600)])
async def test_a_pause_that_is_asked_for_is_kept_within_an_hour(asked: str, seconds: int) -> None:
    limited = web.json_response(LIMITED, status=429, headers={"Retry-After": asked})
    async with a_gateway(limited) as url, ClientSession() as session:
        given = {"queue": "support", "app_secret": "a", "verify_token": "b", "api_url": url}
        graph = Graph(lambda: session, MetaSection.model_validate(given), MEANINGS)
        with pytest.raises(Transient) as caught:
            await graph.post("a token", "1/messages", {})

        assert (caught.value.retry_after, caught.value.throttled, caught.value.detail) == (seconds, True, "meta 429/4")
        assert "Mia" not in f"{caught.value} {caught.value.reason}"


async def test_nobody_is_followed_from_a_listed_host_to_one_that_is_not() -> None:
    away = web.Response(status=302, headers={"Location": "https://evil.example/picture"})
    async with a_gateway(away) as url, ClientSession() as session:
        fetcher = MediaFetcher(
            lambda: session, url, ("*.fbcdn.net",), lambda host: say("messenger_file_host", host=host)
        )
        with pytest.raises(Permanent) as caught:
            [piece async for piece in fetcher.fetch(f"{url}/picture")]

        assert caught.value.reason == say("messenger_file_host", host="evil.example")
