"""An app on the other side: it checks each signature with Twilio's own library, and calls the API with it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp import web
from twilio.request_validator import RequestValidator
from yarl import URL

from playground.changes import Changes
from playground.server import Playground
from playground.twilio.model import Json
from playground.twilio.seed import ACCOUNT_SID, AUTH_TOKEN, MIA, NUMBER

EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@dataclass(frozen=True)
class Received:
    """One request of Twilio's, whose signature was good."""

    method: str
    path: str
    told: dict[str, str]
    headers: Mapping[str, str]


@dataclass
class App:
    """The webhooks: verifies, keeps everything, answers as told."""

    url: str = ""
    seen_as: str = ""  # the address that it believes to have
    changes: Changes = field(default_factory=Changes)
    received: list[Received] = field(default_factory=list)
    answer: Callable[[Received], Awaitable[web.StreamResponse]] | None = None
    pages: dict[str, web.Response] = field(default_factory=dict)
    fetched: list[tuple[str, str]] = field(default_factory=list)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if request.path in self.pages:
            self.fetched.append((request.method, request.path))
            self.changes.ring()
            page = self.pages[request.path]
            return web.Response(status=page.status, body=page.body, headers=page.headers)
        form = await request.post()
        validator = RequestValidator(AUTH_TOKEN)
        url = (self.seen_as or self.url) + request.raw_path
        assert validator.validate(url, form, request.headers["X-Twilio-Signature"])
        told = {name: str(value) for name, value in (form or request.query).items()}
        got = Received(request.method, request.path, told, request.headers)
        self.received.append(got)
        self.changes.ring()
        return await self.answer(got) if self.answer else xml(EMPTY)

    def says(self, body: str, content_type: str = "text/xml", status: int = 200) -> None:
        """Answer everything with this from now on."""

        async def answer(_: Received) -> web.StreamResponse:
            return web.Response(text=body, content_type=content_type, status=status)

        self.answer = answer

    def told(self, path: str = "/sms") -> list[dict[str, str]]:
        """List what one address was told."""
        return [one.told for one in self.received if one.path == path]

    def statuses(self) -> list[str]:
        """List the statuses that were called back."""
        return [one["MessageStatus"] for one in self.told("/status")]

    async def until(self, look: Callable[[], Any]) -> Any:
        """Wait until `look` finds something in what was received."""
        return await self.changes.until(look)


def xml(text: str) -> web.Response:
    """Answer TwiML."""
    return web.Response(text=text, content_type="text/xml")


@dataclass(frozen=True)
class Back:
    """An answer of Twilio's."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> int:
        """The code of a refusal."""
        return int(self.body["code"])


@dataclass
class Wire:
    """The API, without a library between."""

    pg: Playground
    session: aiohttp.ClientSession
    login: tuple[str, str] = (ACCOUNT_SID, AUTH_TOKEN)

    async def call(self, method: str, path: str, form: Any = None, *, account: str = ACCOUNT_SID) -> Back:
        """Call something below the account."""
        url = f"{self.pg.twilio.base_url}/2010-04-01/Accounts/{account}/{path}"
        auth = {"Authorization": aiohttp.encode_basic_auth(*self.login)} if self.login[0] else {}
        async with self.session.request(
            method, URL(url, encoded=True), data=form, headers=auth, allow_redirects=False
        ) as response:
            text = await response.text()
            is_json = response.content_type == "application/json"
            return Back(response.status, await response.json() if is_json else text, response.headers)

    async def send(self, body: str = "hello", **more: Any) -> Back:
        """Send a message to Mia's phone."""
        here = self.pg.twilio.settings.status_url
        form = {"To": MIA, "From": NUMBER, "Body": body, "StatusCallback": here} | more
        pairs = [(name, one) for name, value in form.items() for one in (value if isinstance(value, list) else [value])]
        return await self.call("POST", "Messages.json", aiohttp.FormData([pair for pair in pairs if pair[1] != ""]))

    async def fetch(self, sid: str) -> Json:
        """Fetch a message."""
        body: Json = (await self.call("GET", f"Messages/{sid}.json")).body
        return body


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
    pg.twilio.settings.sms_url = f"{app.url}/sms"
    pg.twilio.settings.status_url = f"{app.url}/status"
    yield app
    await pg.stop()
    await runner.cleanup()


def port_of(url: str) -> int:
    """Read the port of an address."""
    return urlsplit(url).port or 0
