"""A small app for the page's tests: it plays the bridge's part at the playground, through Slack's real API.

Rules: it answers interactions with what the test put in `answers`, keeps what arrived, and decides nothing itself.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientSession, web
from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]
Answer = Callable[[Json], Awaitable[Json | None]]
BOT_TOKEN = "xoxb-playground"
PATIENCE_SECONDS = 10.0


class SlackApp:
    """An app's server and its client, both on the loopback."""

    def __init__(self, playground_url: str) -> None:
        """Talk to the playground at this address."""
        self._playground = playground_url
        self.client = AsyncWebClient(BOT_TOKEN, base_url=f"{playground_url}/slack/api/")
        self.answers: dict[str, Answer] = {}
        self.url = ""
        self._arrived: asyncio.Queue[Json] = asyncio.Queue()
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen on a free port."""
        app = web.Application()
        app.router.add_post("/interactive", self._interactive)
        app.router.add_post("/commands", self._command)
        app.router.add_post("/events", self._event)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def connect(self) -> None:
        """Tell the playground where the app answers, and lift its rate limits."""
        await self.person(
            "config",
            events_url=f"{self.url}/events",
            interactivity_url=f"{self.url}/interactive",
            commands_url=f"{self.url}/commands",
            limits={"enabled": False},
        )

    async def person(self, action: str, **body: Any) -> Json:
        """Do what a person does, by the playground's own route."""
        url = f"{self._playground}/_sim/slack/{action}"
        async with ClientSession() as session, session.post(url, json=body) as response:
            answer: Json = await response.json()
            assert response.status == web.HTTPOk.status_code, answer
            return answer

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner:
            await self._runner.cleanup()

    async def hears(self, kind: str) -> Json:
        """Wait for the next interaction or command of this kind; others that came before it are dropped."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                payload = await self._arrived.get()
                if payload.get("type", "command") == kind:
                    return payload

    async def _interactive(self, request: web.Request) -> web.Response:
        payload: Json = json.loads(str((await request.post())["payload"]))
        answer = self.answers.get(payload["type"])
        body = await answer(payload) if answer else None
        self._arrived.put_nowait(payload)
        return web.json_response(body) if body else web.Response()

    async def _command(self, request: web.Request) -> web.Response:
        self._arrived.put_nowait(dict(await request.post()))
        return web.Response()

    async def _event(self, request: web.Request) -> web.Response:
        body: Json = await request.json()
        return web.json_response({"challenge": body.get("challenge")})
