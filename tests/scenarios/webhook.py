"""A bot of somebody else's, at the other end of a signed webhook."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from aiohttp import web

from bridge.bots.signing import HEADER, sign, verify
from tests.clock import FakeClock
from tests.scenarios.settings import Settings
from tests.servers import free_port

SECRET = "a secret for this bot only"
Json = dict[str, Any]


@dataclass
class Bot:
    """Somebody else's bot: what it was asked, and how it answers."""

    port: int = field(default_factory=free_port)
    asked: list[Json] = field(default_factory=list)
    deliveries: list[str] = field(default_factory=list)
    clock: FakeClock | None = None
    answers: Callable[[Json], Json | int] = lambda _: {"messages": [{"text": "Beep."}]}
    secret: str = SECRET

    @property
    def now(self) -> datetime:
        """The time by the world's clock."""
        assert self.clock is not None
        return self.clock.bridge.now()

    async def answer(self, request: web.Request) -> web.Response:
        """Check the signature and answer."""
        body = await request.read()
        verify(SECRET, body, request.headers[HEADER], self.now)
        asked = orjson.loads(body)
        self.asked.append(asked)
        self.deliveries.append(request.headers["Deskbridge-Delivery"])
        answer = self.answers(asked)
        if isinstance(answer, int):
            return web.Response(status=answer)
        said = orjson.dumps(answer)
        return web.Response(body=said, headers={HEADER: sign(self.secret, said, self.now)})

    def settings(self) -> Settings:
        """Give the settings that lead to it."""
        hook = {"url": f"http://127.0.0.1:{self.port}/hook", "secret": SECRET, "timeout": "5s"}
        return {"bots": {"beep": {"title": "Beep", "webhook": hook}}, "queues": {"support": {"bot": "beep"}}}


@asynccontextmanager
async def listening(bot: Bot) -> AsyncIterator[None]:
    """Let the bot be asked."""
    app = web.Application()
    app.add_routes([web.post("/hook", bot.answer)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", bot.port).start()
    try:
        yield
    finally:
        await runner.cleanup()
