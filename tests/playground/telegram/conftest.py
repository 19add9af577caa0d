"""A bot on the other side: it keeps what it is told, and answers as it was told to."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port

from playground.clock import FakeClock
from playground.server import Playground
from playground.telegram import Telegram, admin
from playground.telegram.model import Message
from playground.telegram.seed import MIA, SECRET, TOKEN


@dataclass
class Answer:
    """How the Bot API answered."""

    status: int
    body: Any

    @property
    def said(self) -> str:
        return f"{self.body['error_code']} {self.body['description']}"


@dataclass
class Bot:
    """The bot's program, and its calls."""

    telegram: Telegram
    session: aiohttp.ClientSession
    url: str = ""
    status: int = 200
    answer: Any = None
    told: list[Any] = field(default_factory=list)
    heads: list[Any] = field(default_factory=list)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.told.append(await request.json())
        self.heads.append(request.headers)
        return web.json_response(self.answer, status=self.status) if self.answer else web.Response(status=self.status)

    async def call(self, method: str, token: str = TOKEN, **parameters: Any) -> Answer:
        url = f"{self.telegram.base_url}/bot{token}/{method}"
        async with self.session.post(url, json=parameters) as answer:
            return Answer(answer.status, await answer.json())

    async def says(self, text: str = "hello", **more: Any) -> Answer:
        return await self.call("sendMessage", chat_id=MIA, text=text, **more)

    async def uploads(self, kind: str, name: str, content: bytes) -> Answer:
        form = aiohttp.FormData({"chat_id": str(MIA)})
        form.add_field(kind, BytesIO(content), filename=name)
        url = f"{self.telegram.base_url}/bot{TOKEN}/send{kind.capitalize()}"
        async with self.session.post(url, data=form) as answer:
            return Answer(answer.status, await answer.json())

    def shown(self) -> list[Message]:
        return [one for one in self.telegram.messages(MIA) if not one.mine]


@pytest.fixture
async def pg(clock: FakeClock) -> AsyncIterator[Playground]:
    """A playground on a clock that stands still."""
    async with Playground(clock=clock, port=0) as playground:
        yield playground


@pytest.fixture
def clock() -> FakeClock:
    """The time."""
    return FakeClock()


@pytest.fixture
async def bot(pg: Playground) -> AsyncIterator[Bot]:
    """A bot to which Mia has written, with its webhook set."""
    telegram, port = pg.of(Telegram), unused_port()
    telegram.person(MIA).met = True
    async with aiohttp.ClientSession() as session:
        made = Bot(telegram, session, f"http://127.0.0.1:{port}/hook")
        app = web.Application()
        app.router.add_post("/hook", made.serve)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await admin.configure(telegram, {"webhook_url": made.url, "secret_token": SECRET})
        yield made
        await runner.cleanup()
