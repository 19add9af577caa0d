"""Posts go out without Slack's library; what comes back means the same as if it had been asked."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.test_utils import TestServer

from adapters.slack import client as client_module
from adapters.slack.client import SlackClient
from core.errors import DeliveryFailed, Transient
from tests.adapters.slack.outbound.desks import section

Answer = Callable[[], web.Response]


@dataclass
class Slack:
    """Answers every call alike, and keeps what it was asked."""

    answer: Answer = lambda: web.json_response({"ok": True, "ts": "1.2"})
    bodies: list[Mapping[str, Any]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.bodies.append(await request.json())
        self.headers.append(request.headers)
        return self.answer()


@pytest.fixture
async def slack() -> AsyncIterator[tuple[Slack, SlackClient]]:
    side = Slack()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", side.serve)
    server = TestServer(app)
    await server.start_server()
    async with ClientSession() as session:
        yield side, SlackClient(section(api_url=str(server.make_url("/api"))), lambda: session, ClientTimeout(total=5))
    await server.close()


ANSWERS: Mapping[str, Answer] = {
    "ok": lambda: web.json_response({"ok": True, "ts": "1.2"}),
    "limited": lambda: web.json_response(
        {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "7"}
    ),
    "limited without words": lambda: web.Response(status=429, headers={"Retry-After": "2"}),
    "refused": lambda: web.json_response({"ok": False, "error": "msg_too_long"}),
    "mendable": lambda: web.json_response({"ok": False, "error": "missing_scope", "needed": "chat:write"}),
    "unknown fate": lambda: web.json_response({"ok": False, "error": "internal_error"}),
    "busy": lambda: web.json_response({"ok": False, "error": "service_unavailable"}, status=503),
    "server": lambda: web.Response(status=500, text="oh"),
    "gateway": lambda: web.Response(status=502, text="<html>", content_type="text/html"),
    "moved": lambda: web.Response(status=302, headers={"Location": "https://elsewhere.example/"}),
    "no JSON": lambda: web.Response(text="{broken", content_type="application/json"),
    "a list": lambda: web.Response(text="[1]", content_type="application/json"),
    "ok as a page": lambda: web.Response(text='{"ok": true}', content_type="text/html"),
    "not ok": lambda: web.json_response({}),
}


async def outcome(client: SlackClient, method: str) -> object:
    try:
        return dict(await client.call(method, channel="C0SUPPORT", ts="1.2", text="x"))
    except DeliveryFailed as failure:
        throttled = getattr(failure, "throttled", None)
        return type(failure), failure.detail, failure.reason, getattr(failure, "retry_after", None), throttled


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
@pytest.mark.parametrize("name", ANSWERS)
async def test_an_answer_means_what_it_means_through_the_library(
    slack: tuple[Slack, SlackClient], monkeypatch: pytest.MonkeyPatch, name: str, method: str
) -> None:
    side, client = slack
    side.answer = ANSWERS[name]

    direct = await outcome(client, method)
    monkeypatch.setattr(client_module, "DIRECT", frozenset())

    assert direct == await outcome(client, method)
    assert side.bodies[0] == side.bodies[1]
    assert side.headers[0]["Authorization"] == side.headers[1]["Authorization"]


async def test_what_is_not_given_is_not_sent(slack: tuple[Slack, SlackClient]) -> None:
    side, client = slack

    await client.call("chat.postMessage", channel="C0SUPPORT", text="x", thread_ts=None)

    assert side.bodies == [{"channel": "C0SUPPORT", "text": "x"}]


async def test_half_a_character_hurts_neither_a_post_nor_its_answer(slack: tuple[Slack, SlackClient]) -> None:
    side, client = slack
    side.answer = lambda: web.Response(text='{"ok":true,"ts":"1.2","t":"\\ud83d"}', content_type="application/json")

    answer = await client.call("chat.postMessage", channel="C0SUPPORT", text="\ud83d")

    assert answer["ts"] == "1.2"
    assert side.bodies == [{"channel": "C0SUPPORT", "text": "\ud83d"}]


async def test_a_closed_session_means_not_sent() -> None:
    session = ClientSession()
    await session.close()
    client = SlackClient(section(), lambda: session)

    with pytest.raises(Transient):
        await client.call("chat.update", channel="C0SUPPORT", ts="1.2", text="x")
