"""The whole adapter between two fakes: the bridge's ports, and a Slack that only records what it is called with."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer

from adapters.slack.adapter import SlackAdapter, build
from adapters.slack.config import SlackSection
from adapters.spec import Context
from core.agents.model import Profile
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.directory import Directory
from core.errors import Refused
from core.ids import AgentId, ConversationId, DeskName, ExternalRef, PersonRef
from core.ports import Search
from core.sentences import say
from core.views import Button, ButtonGroup, Form, FormField
from tests.adapters.slack.inbound.fakes import FakeClock, FakeInbox

SECRET = "playground-signing-secret"
CHAT = ConversationId("chat-1")
ADA = PersonRef("T0DEMO001/U0ADA0001")
AUTH = {
    "ok": True,
    "team_id": "T0DEMO001",
    "user_id": "U0BRIDGE1",
    "bot_id": "B0BRIDGE1",
    "url": "https://northwind.slack.com/",
}
PERSON = {"user": {"id": "U0ADA0001", "team_id": "T0DEMO001"}, "team": {"id": "T0DEMO001"}}


@dataclass
class FakeSlack:
    """Slack's Web API and response addresses; `answers` replaces the plain yes."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=lambda: {"auth.test": AUTH})
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        raw = await request.text()
        is_json = request.content_type == "application/json"
        body = json.loads(raw or "{}") if is_json else dict(parse_qsl(raw))
        method = request.path.rpartition("/")[2]
        self.calls.append((method, {**request.query, **body}))
        return web.json_response(
            self.answers.get(method, {"ok": True, "ts": "1700000099.000100", "channel": {"id": "D1"}})
        )

    def of(self, method: str) -> list[dict[str, Any]]:
        return [body for called, body in self.calls if called == method]


@dataclass
class FakeDesktop:
    """Gives forms and actions, or refuses."""

    refusal: Refused | None = None
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    found: tuple[tuple[str, str], ...] = ()
    buttons: tuple[Button, ...] = (
        Button("End", "end", CHAT),
        Button("Invite…", "invite", CHAT, asks=True),
    )
    threads: set[ExternalRef] = field(default_factory=set)

    async def form(
        self,
        desk: str,
        person: PersonRef,
        command: str,
        conversation: ConversationId | None,
        thread: ExternalRef | None,
        values: Mapping[str, str],
        about: ExternalRef | None = None,
    ) -> Form:
        self.asked.append((desk, person, command, conversation, thread, dict(values)))
        if self.refusal is not None:
            raise self.refusal
        fields = (FormField("agent", "Who"), FormField("reason", "Why", required=False))
        return Form("Invite", "Invite", command, conversation or CHAT, fields)

    async def options(
        self, desk: str, person: PersonRef, command: str, conversation: ConversationId | None, search: Search
    ) -> tuple[tuple[str, str], ...]:
        self.asked.append((desk, person, command, conversation, search))
        if self.refusal is not None:
            raise self.refusal
        return self.found

    async def length(self, command: str, chat: ConversationId | None, values: Mapping[str, str], text: str) -> str:
        self.asked.append((command, chat, dict(values)))
        return f"{len(text)} (1 message)" if text else ""

    async def knows(self, desk: str, thread: ExternalRef, heads: Collection[ExternalRef]) -> bool:
        return thread in self.threads

    async def actions(
        self, desk: str, person: PersonRef, conversation: ConversationId | None, thread: ExternalRef | None
    ) -> tuple[ConversationId, tuple[ButtonGroup, ...]]:
        self.asked.append((desk, person, "actions", conversation, thread))
        if self.refusal is not None:
            raise self.refusal
        return CHAT, (ButtonGroup("Talking", self.buttons),)


@dataclass
class World:
    """What a test may touch."""

    adapter: SlackAdapter
    client: TestClient[web.Request, web.Application]
    slack: FakeSlack
    inbox: FakeInbox
    desktop: FakeDesktop
    clock: FakeClock

    async def sends(self, path: str, form: Mapping[str, str]) -> tuple[int, Any]:
        """Post a signed form as Slack does; give status and body when everything behind it is done."""
        body = urlencode(form).encode()
        timestamp = str(int(self.clock.now().timestamp()))
        digest = hmac.new(SECRET.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        headers = {
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": f"v0={digest}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        answer = await self.client.post(path, data=body, headers=headers)
        text = await answer.text()
        await self.adapter.settle()
        return answer.status, json.loads(text) if text.startswith("{") else text

    async def interacts(self, payload: Mapping[str, Any], path: str = "/slack/interactivity") -> tuple[int, Any]:
        return await self.sends(path, {"payload": json.dumps({**PERSON, **payload})})

    def response_url(self) -> str:
        return f"{self.slack.url}/respond"


def directory() -> Directory:
    ada = Profile(AgentId("ada"), "Ada Lovelace", "Ada", {DeskName("slack"): ADA})
    return Directory({ada.id: ada})


@asynccontextmanager
async def a_world(**settings: Any) -> AsyncIterator[World]:
    """Bring up the adapter with a fake Slack; not started."""
    slack, inbox, desktop, clock = FakeSlack(), FakeInbox(), FakeDesktop(), FakeClock()
    there = web.Application()
    there.router.add_route("*", "/api/{method}", slack.take)
    there.router.add_route("*", "/respond", slack.take)
    async with TestServer(there) as server, ClientSession() as session:
        slack.url = str(server.make_url("")).rstrip("/")
        given: dict[str, Any] = {
            "team": "T0DEMO001",
            "bot_token": "xoxb-playground",
            "signing_secret": SECRET,
            "api_url": f"{slack.url}/api",
            **settings,
        }
        nothing: Any = None
        context = Context(
            name="slack",
            section=SlackSection(**given),
            public_url="https://bridge.example",
            inbox=inbox,
            feed=nothing,
            files=nothing,
            fleeting=nothing,
            desktop=desktop,
            clock=clock,
            registry=Registry(ALL),
            directory=directory,
            session=lambda: session,
        )
        adapter = build(context)
        app = web.Application()
        app.add_routes(adapter.routes())
        async with TestClient(TestServer(app)) as client:
            yield World(adapter, client, slack, inbox, desktop, clock)
            await adapter.stop()


def refused(key: str = "chat_ended") -> Refused:
    return Refused(say(key))
