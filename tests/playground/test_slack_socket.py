"""Socket Mode through the real client."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from playground.changes import Changes
from playground.clock import FakeClock
from playground.server import Playground
from playground.slack.seed import APP_TOKEN, BOT_TOKEN
from playground.slack.visible import state


@pytest.fixture
def got() -> list[SocketModeRequest]:
    return []


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
async def socket(pg: Playground, got: list[SocketModeRequest], changes: Changes) -> AsyncIterator[SocketModeClient]:
    pg.slack.settings.mode = "socket"
    web = AsyncWebClient(token=BOT_TOKEN, base_url=f"{pg.url}/slack/api/", retry_handlers=[])
    client = SocketModeClient(app_token=APP_TOKEN, web_client=web)

    async def take(source: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        got.append(request)
        payload = {"text": "from the socket"} if request.type == "slash_commands" else None
        await source.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id, payload=payload))
        changes.ring()

    client.socket_mode_request_listeners.append(take)
    await client.connect()  # type: ignore[no-untyped-call]
    yield client
    await client.close()  # type: ignore[no-untyped-call]


async def test_events_and_commands_come_through_the_socket(
    pg: Playground, socket: SocketModeClient, got: list[SocketModeRequest], changes: Changes
) -> None:
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="hi")
    await changes.until(lambda: got)
    assert (got[0].type, got[0].payload["event"]["text"], got[0].retry_attempt) == ("events_api", "hi", 0)
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="/chat list")
    assert [m["text"] for m in state(pg.slack, "U0ADA")["messages"]["C0SUPPORT"]] == ["hi", "from the socket"]


async def a_socket(pg: Playground, session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    headers = {"Authorization": f"Bearer {APP_TOKEN}"}
    async with session.post(f"{pg.url}/slack/api/apps.connections.open", headers=headers) as answer:
        url = (await answer.json())["url"]
    return await session.ws_connect(url)


async def test_a_connection_says_hello_and_an_unacknowledged_envelope_comes_again(
    pg: Playground, clock: FakeClock
) -> None:
    pg.slack.settings.mode = "socket"
    async with aiohttp.ClientSession() as session, await a_socket(pg, session) as ws:
        assert (await ws.receive_json(timeout=30))["type"] == "hello"
        await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="hi")
        first = await ws.receive_json(timeout=30)
        await clock.advance(3)
        second = await ws.receive_json(timeout=30)
        assert first["payload"]["event_id"] == second["payload"]["event_id"]
        assert (second["retry_attempt"], second["retry_reason"]) == (1, "http_timeout")


async def test_ten_connections_at_most_and_a_ticket_opens_one(pg: Playground) -> None:
    pg.slack.settings.mode = "socket"
    async with aiohttp.ClientSession() as session:
        sockets = []
        for _ in range(10):
            ticket = pg.slack.sockets.ticket()
            sockets.append(await session.ws_connect(f"{pg.url}/slack/socket/{ticket}"))
            assert (await sockets[-1].receive_json(timeout=30))["type"] == "hello"
        extra = await session.ws_connect(f"{pg.url}/slack/socket/{pg.slack.sockets.ticket()}")
        assert (await extra.receive_json(timeout=30))["reason"] == "too_many_websockets"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{pg.url}/slack/socket/{ticket}")
        await asyncio.gather(*(ws.close() for ws in sockets))


async def test_a_connection_is_warned_and_refreshed_after_its_hour(pg: Playground, clock: FakeClock) -> None:
    pg.slack.settings.mode = "socket"
    async with aiohttp.ClientSession() as session, await a_socket(pg, session) as ws:
        assert (await ws.receive_json(timeout=30))["type"] == "hello"
        await clock.advance(3590)
        assert (await ws.receive_json(timeout=30))["reason"] == "warning"
        await clock.advance(10)
        assert (await ws.receive_json(timeout=30))["reason"] == "refresh_requested"


async def test_without_socket_mode_a_connection_is_turned_away(pg: Playground) -> None:
    async with aiohttp.ClientSession() as session, await a_socket(pg, session) as ws:
        assert (await ws.receive_json(timeout=30))["reason"] == "link_disabled"
