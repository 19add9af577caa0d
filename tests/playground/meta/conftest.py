"""An app on the other side: it answers the challenge, checks each signature over the raw bytes, keeps everything."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from playground.changes import Changes
from playground.meta.model import Json
from playground.meta.seed import APP_SECRET, MIA_PSID, MIA_WA, PAGE, PAGE_TOKEN, PHONE_ID, VERIFY_TOKEN, WA_TOKEN
from playground.server import Playground


@dataclass(frozen=True)
class Received:
    """One request of Meta's, whose signature was good."""

    path: str
    body: Json
    raw: bytes


@dataclass
class App:
    """The webhooks: verifies, keeps everything, answers as told."""

    url: str = ""
    word: str = VERIFY_TOKEN
    changes: Changes = field(default_factory=Changes)
    received: list[Received] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    answer: Callable[[Received], Awaitable[web.StreamResponse]] | None = None
    pages: dict[str, web.Response] = field(default_factory=dict)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if request.path in self.pages:
            page = self.pages[request.path]
            return web.Response(status=page.status, body=page.body, headers=page.headers)
        if request.method == "GET":
            good = request.query.get("hub.mode") == "subscribe" and request.query.get("hub.verify_token") == self.word
            return web.Response(text=request.query["hub.challenge"]) if good else web.Response(status=403)
        raw = await request.read()
        expected = hmac.new(APP_SECRET.encode(), raw, hashlib.sha256).hexdigest()
        assert request.headers["X-Hub-Signature-256"] == f"sha256={expected}"
        got = Received(request.path, json.loads(raw), raw)
        self.received.append(got)
        self.headers.append(request.headers)
        self.changes.ring()
        return await self.answer(got) if self.answer else web.Response()

    def says(self, status: int) -> None:
        """Answer everything with this from now on."""

        async def answer(_: Received) -> web.StreamResponse:
            return web.Response(status=status)

        self.answer = answer

    def events(self, kind: str = "") -> list[Json]:
        """List what Messenger has told, of a kind."""
        pages = [one.body for one in self.received if one.body["object"] == "page"]
        rows: list[Json] = [event for body in pages for entry in body["entry"] for event in entry["messaging"]]
        return [one for one in rows if not kind or kind in one]

    def messages(self) -> list[Json]:
        """List the people's messages in Messenger."""
        return [one for one in self.events("message") if not one["message"].get("is_echo")]

    def values(self, kind: str = "") -> list[Json]:
        """List what WhatsApp has told: values that have messages or statuses."""
        accounts = [one.body for one in self.received if one.body["object"] == "whatsapp_business_account"]
        rows: list[Json] = [
            change["value"] for body in accounts for entry in body["entry"] for change in entry["changes"]
        ]
        return [one for one in rows if not kind or kind in one]

    def texts(self) -> list[Json]:
        """List the people's messages in WhatsApp."""
        return [message for value in self.values("messages") for message in value["messages"]]

    def statuses(self) -> list[Json]:
        """List what has become of the business's messages."""
        return [status for value in self.values("statuses") for status in value["statuses"]]

    async def until(self, look: Callable[[], Any]) -> Any:
        """Wait until `look` finds something in what was received."""
        return await self.changes.until(look)


@dataclass(frozen=True)
class Back:
    """An answer of Meta's."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> tuple[int, int]:
        """The code and the subcode of a refusal."""
        return self.body["error"]["code"], self.body["error"].get("error_subcode", 0)


@dataclass
class Wire:
    """The Graph API, without a library between."""

    pg: Playground
    session: aiohttp.ClientSession
    version: str = "v25.0/"

    async def call(
        self, method: str, path: str, body: Json | None = None, *, token: str = PAGE_TOKEN, **more: Any
    ) -> Back:
        """Call something."""
        url = f"{self.pg.meta.base_url}/{self.version}{path}"
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self.session.request(method, url, json=body, headers=headers, **more) as response:
            is_json = response.content_type == "application/json"
            return Back(response.status, await response.json() if is_json else await response.read(), response.headers)

    async def say(self, text: str = "hello", **more: Any) -> Back:
        """Send Mia something in Messenger."""
        body = {"recipient": {"id": MIA_PSID}, "messaging_type": "RESPONSE", "message": {"text": text}} | more
        return await self.call("POST", f"{PAGE}/messages", {name: one for name, one in body.items() if one is not None})

    async def write(self, words: str = "hello", /, *, phone: str = PHONE_ID, **more: Any) -> Back:
        """Send Mia something in WhatsApp."""
        body = {"messaging_product": "whatsapp", "to": MIA_WA, "type": "text", "text": {"body": words}} | more
        body = {name: one for name, one in body.items() if one is not None}
        return await self.call("POST", f"{phone}/messages", body, token=WA_TOKEN)


@pytest.fixture
async def wire(pg: Playground) -> AsyncIterator[Wire]:
    async with aiohttp.ClientSession() as session:
        yield Wire(pg, session)


@pytest.fixture
async def hooked(pg: Playground) -> AsyncIterator[App]:
    """An app whose webhooks are entered."""
    app = App()
    server = web.Application()
    server.router.add_route("*", "/{tail:.*}", app.serve)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    app.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    pg.meta.settings.messenger_url = f"{app.url}/messenger"
    pg.meta.settings.whatsapp_url = f"{app.url}/whatsapp"
    yield app
    await pg.stop()
    await runner.cleanup()


@pytest.fixture
async def open_windows(pg: Playground) -> None:
    """Mia has written in both a moment ago."""
    await pg.messenger.simulate.send(person=MIA_PSID, text="opening")
    await pg.whatsapp.simulate.send(person=MIA_WA, text="opening")
    await pg.meta.settled()
