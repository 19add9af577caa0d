"""A bot on the other side: it checks each signature, keeps what Teams sends it, and calls the Connector."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import jwt
import pytest
from aiohttp import web
from yarl import URL

from playground.changes import Changes
from playground.clock import FakeClock
from playground.server import Playground
from playground.teams.limits import Limits
from playground.teams.seed import APP_ID, APP_SECRET, TENANT

Json = dict[str, Any]
CONNECTOR = "https://api.botframework.com/.default"


@dataclass(frozen=True)
class Received:
    """One activity, whose token was good."""

    activity: Json
    headers: Mapping[str, str]


@dataclass
class Bot:
    """The messaging endpoint: verifies, keeps everything, answers as told."""

    pg: Playground
    changes: Changes = field(default_factory=Changes)
    received: list[Received] = field(default_factory=list)
    answer: Callable[[Json], Awaitable[web.StreamResponse]] | None = None

    async def serve(self, request: web.Request) -> web.StreamResponse:
        activity: Json = json.loads(await request.text())
        token = request.headers["Authorization"].removeprefix("Bearer ")
        header = jwt.get_unverified_header(token)
        keys = {key["kid"]: key for key in self.pg.teams.keys.key_set()["keys"]}
        options: Any = {"verify_exp": False, "verify_nbf": False}
        key = jwt.PyJWK(keys[header["kid"]], "RS256")
        claims = jwt.decode(
            token, key, ["RS256"], audience=APP_ID, issuer="https://api.botframework.com", options=options
        )
        assert claims["serviceurl"] == activity["serviceUrl"]
        assert claims["nbf"] <= self.pg.clock.now() < claims["exp"]
        self.received.append(Received(activity, request.headers))
        self.changes.ring()
        return await self.answer(activity) if self.answer else web.Response()

    def heard(self, kind: str = "", event: str = "") -> list[Json]:
        """List the activities received, of a type (and a name, action or eventType)."""
        rows = [one.activity for one in self.received]
        what = [(a, {a.get("name"), a.get("action"), a.get("channelData", {}).get("eventType")}) for a in rows]
        return [a for a, words in what if kind in {"", a["type"]} and (not event or event in words)]

    def has(self, times: int) -> bool:
        """Tell whether as many activities have come."""
        return len(self.received) == times

    async def until(self, look: Callable[[], Any]) -> Any:
        """Wait until `look` finds something in what was received."""
        return await self.changes.until(look)

    def says(self, body: Json, status: int = 200) -> None:
        """Answer every activity with this from now on."""

        async def answer(_: Json) -> web.StreamResponse:
            return web.json_response(body, status=status)

        self.answer = answer


@dataclass(frozen=True)
class Back:
    """An answer of the vendor's."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> str:
        """The code of a refusal."""
        return str(self.body["error"]["code"])


@dataclass
class Wire:
    """The bot's calls, without a library between."""

    pg: Playground
    session: aiohttp.ClientSession
    bearer: str = ""

    async def sign_in(self, scope: str = CONNECTOR, **changed: str) -> Back:
        tenant = changed.pop("tenant", TENANT)
        form = {"grant_type": "client_credentials", "client_id": APP_ID, "client_secret": APP_SECRET, "scope": scope}
        url = f"{self.pg.teams.login_url}/{tenant}/oauth2/v2.0/token"
        async with self.session.post(url, data=form | changed) as response:
            return Back(response.status, await response.json(), response.headers)

    async def call(self, method: str, path: str, body: Any = None, *, base: str = "", **headers: str) -> Back:
        """Call the Connector; `path` goes out as it is written."""
        url = URL(f"{base or self.pg.teams.service_url}{path}", encoded=True)
        headers.setdefault("Authorization", f"Bearer {self.bearer}")
        async with self.session.request(method, url, json=body, headers=headers) as response:
            text = await response.text()
            return Back(response.status, _parsed(text), response.headers)

    async def chain(self, text: str = "root", channel: str = "19:support@thread.tacv2", **more: Any) -> Back:
        """Begin a reply chain."""
        body = {"isGroup": True, "channelData": {"channel": {"id": channel}}, "activity": said(text, **more)}
        return await self.call("POST", "v3/conversations", body)

    async def say(self, conversation: str, text: str = "hi", **more: Any) -> Back:
        """Send a message."""
        return await self.call("POST", f"v3/conversations/{conversation}/activities", said(text, **more))


def said(text: str = "hi", **more: Any) -> Json:
    """Write a message."""
    return {"type": "message", "text": text, **more}


def card(*body: Json, version: str = "1.5", **more: Any) -> Json:
    """Write an attachment with a card."""
    content = {"type": "AdaptiveCard", "version": version, "body": list(body), **more}
    return {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


@pytest.fixture
async def wire(pg: Playground) -> AsyncIterator[Wire]:
    """A bot that is signed in, in a tenant that counts nothing."""
    pg.teams.meter.limits = Limits(enabled=False)
    async with aiohttp.ClientSession() as session:
        wire = Wire(pg, session)
        wire.bearer = (await wire.sign_in()).body["access_token"]
        yield wire


@pytest.fixture
async def bot(pg: Playground, clock: FakeClock) -> AsyncIterator[Bot]:
    """A bot whose messaging endpoint is entered."""
    bot = Bot(pg)
    server = web.Application()
    server.router.add_post("/api/messages", bot.serve)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    pg.teams.settings.messages_url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
    yield bot
    await pg.stop()
    await runner.cleanup()
