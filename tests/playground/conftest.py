"""A playground on a clock that stands still, the real Slack client, and an app that keeps what Slack sends it."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from slack_sdk.signature import Clock as SdkClock
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from playground.changes import Changes
from playground.clock import FakeClock
from playground.server import Playground
from playground.slack import admin
from playground.slack.seed import BOT_TOKEN, SIGNING_SECRET
from playground.teams import admin as teams_admin
from tests.playground import returning

Json = dict[str, Any]


@dataclass(frozen=True)
class Received:
    """One request of Slack's, whose signature was good."""

    path: str
    body: Json
    headers: dict[str, str]


class _Now(SdkClock):
    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now()


@dataclass
class App:
    """The other side: verifies with the SDK, keeps everything, answers as told."""

    verifier: SignatureVerifier
    changes: Changes = field(default_factory=Changes)
    received: list[Received] = field(default_factory=list)
    answer: Callable[[Received], Awaitable[web.StreamResponse]] | None = None
    url: str = ""

    async def serve(self, request: web.Request) -> web.StreamResponse:
        raw = await request.text()
        assert self.verifier.is_valid_request(raw, dict(request.headers))
        if request.content_type == "application/json":
            body = json.loads(raw)
        else:
            form = {key: values[0] for key, values in parse_qs(raw, keep_blank_values=True).items()}
            body = json.loads(form["payload"]) if "payload" in form else form
        if body.get("type") == "url_verification":
            return web.json_response({"challenge": body["challenge"]})
        got = Received(request.path, body, dict(request.headers))
        self.received.append(got)
        self.changes.ring()
        return await self.answer(got) if self.answer else web.Response()

    def events(self, kind: str = "", subtype: str | None = "any") -> list[Json]:
        """List the events received, of a type and subtype."""
        rows = [r.body["event"] for r in self.received if r.body.get("type") == "event_callback"]
        return [e for e in rows if kind in {"", e["type"]} and subtype in {"any", e.get("subtype")}]

    async def until(self, look: Callable[[], Any]) -> Any:
        """Wait until `look` finds something in what was received."""
        return await self.changes.until(look)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def pg(clock: FakeClock) -> AsyncIterator[Playground]:
    async with Playground(clock=clock, port=0) as playground:
        yield playground


@pytest.fixture
def client(pg: Playground) -> AsyncWebClient:
    """The real client, without retries, so that a test sees every answer."""
    return AsyncWebClient(token=BOT_TOKEN, base_url=f"{pg.url}/slack/api/", retry_handlers=[])


@pytest.fixture
async def app(pg: Playground, clock: FakeClock) -> AsyncIterator[App]:
    """An app connected over HTTP."""
    app = App(SignatureVerifier(SIGNING_SECRET, _Now(clock)))
    server = web.Application()
    server.router.add_post("/{tail:.*}", app.serve)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    app.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    pg.slack.settings.events_url = f"{app.url}/slack/events"
    pg.slack.settings.interactivity_url = f"{app.url}/slack/interactive"
    pg.slack.settings.commands_url = f"{app.url}/slack/commands"
    yield app
    await pg.stop()
    await runner.cleanup()


@pytest.fixture
async def home(pg: Playground) -> AsyncIterator[str]:
    """An app that people sign in to, its addresses registered at both vendors."""
    async with returning.app() as url:
        await admin.configure(pg.slack, {"redirect_urls": [url]})
        await teams_admin.configure(pg.teams, {"redirect_uris": [f"{url}{returning.PATH}"]})
        yield url
