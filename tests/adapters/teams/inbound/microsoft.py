"""A server that answers as it is told: for what Microsoft's answers look like when something is wrong."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from adapters.teams.config import TeamsSection
from adapters.teams.connector import Connector
from adapters.teams.known import Known
from adapters.teams.tokens import TokenSource
from core.ports import Notes
from playground.clock import FakeClock
from tests.adapters.teams.inbound.fakes import Clock

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Asked:
    """One request that was made."""

    method: str
    path: str
    query: str
    headers: Any
    body: str


@dataclass
class Microsoft:
    """Its sign-in and its connector, in one."""

    asked: list[Asked] = field(default_factory=list)
    answers: list[Answering] = field(default_factory=list)
    """What is answered by the connector, in order; then 201 with an id."""
    sign_in: Answering | None = None
    tokens: int = 0
    url: str = ""

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if request.path.endswith("/oauth2/v2.0/token"):
            self.tokens += 1
            if self.sign_in is not None:
                return await self.sign_in(request)
            return web.json_response({"access_token": f"token-{self.tokens}", "expires_in": 3600})
        self.asked.append(
            Asked(request.method, request.raw_path, request.query_string, request.headers, await request.text())
        )
        if self.answers:
            return await self.answers.pop(0)(request)
        return web.json_response({"id": "17"}, status=201)

    def says(self, status: int, body: Any = None, *, text: str | None = None, **headers: str) -> None:
        """Answer the next call with this."""

        async def answer(_: web.Request) -> web.StreamResponse:
            if text is not None:
                return web.Response(status=status, text=text, content_type="text/html", headers=headers)
            return web.json_response(body, status=status, headers=headers)

        self.answers.append(answer)

    def signs_in(self, status: int, body: Any) -> None:
        """Answer sign-ins with this from now on."""

        async def answer(_: web.Request) -> web.StreamResponse:
            return web.json_response(body, status=status)

        self.sign_in = answer


@dataclass
class Wired:
    """A connector and its tokens, before that server."""

    microsoft: Microsoft
    section: TeamsSection
    connector: Connector
    tokens: TokenSource
    known: Known
    memory: Notes
    time: FakeClock


@asynccontextmanager
async def wired(**more: Any) -> AsyncIterator[Wired]:
    """Give a connector."""
    microsoft, time, memory = Microsoft(), FakeClock(), Notes()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", microsoft.serve)
    async with TestServer(app) as server, ClientSession() as session:
        microsoft.url = str(server.make_url("/")).rstrip("/")
        given = {
            "app_id": "b01d",
            "app_secret": "very secret",
            "tenant": "contoso",
            "login_url": f"{microsoft.url}/login",
            "service_url": f"{microsoft.url}/amer",
        }
        section = TeamsSection.model_validate(given | more)
        addresses, clock = section.addresses(), Clock(time)
        tokens = TokenSource(section, lambda: session, clock)
        known = Known(memory, clock, addresses.service_hosts, addresses.service_url)
        connector = Connector(section, lambda: session, tokens, known)
        yield Wired(microsoft, section, connector, tokens, known, memory, time)
        await tokens.stop()
