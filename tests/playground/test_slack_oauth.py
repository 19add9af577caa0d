"""Installing the app through its page."""

from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.clock import FakeClock
from playground.server import Playground
from playground.slack.settings import Settings

SETTINGS = Settings()

# The SDK sends client id and secret with a class that aiohttp will drop.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")


async def a_code(pg: Playground, scope: str = "chat:write") -> str:
    query = {"client_id": SETTINGS.client_id, "scope": scope, "state": "s1", "redirect_uri": "http://b.example/back"}
    async with aiohttp.ClientSession() as session:
        url = f"{pg.url}/slack/oauth/v2/authorize"
        async with session.get(url, params=query) as page:
            assert "Deskbridge asks to access Northwind" in await page.text()
        async with session.post(url, params=query, allow_redirects=False) as answer:
            back = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert back["state"] == ["s1"]
    return back["code"][0]


async def exchange(pg: Playground, code: str, secret: str = SETTINGS.client_secret) -> AsyncWebClient:
    anonymous = AsyncWebClient(base_url=f"{pg.url}/slack/api/", retry_handlers=[])
    answer = await anonymous.oauth_v2_access(client_id=SETTINGS.client_id, client_secret=secret, code=code)
    return AsyncWebClient(token=answer["access_token"], base_url=f"{pg.url}/slack/api/", retry_handlers=[])


async def test_a_code_is_exchanged_once_for_a_token_with_the_scopes_asked_for(pg: Playground) -> None:
    code = await a_code(pg)
    client = await exchange(pg, code)
    assert (await client.chat_postMessage(channel="C0SUPPORT", text="hi"))["ok"]
    with pytest.raises(SlackApiError, match="missing_scope"):
        await client.users_list()
    with pytest.raises(SlackApiError, match="invalid_code"):
        await exchange(pg, code)


async def test_a_wrong_secret_and_an_old_code_are_refused(pg: Playground, clock: FakeClock) -> None:
    code = await a_code(pg)
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        await exchange(pg, code, "wrong")
    await clock.advance(601)
    with pytest.raises(SlackApiError, match="invalid_code"):
        await exchange(pg, code)
