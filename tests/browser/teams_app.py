"""A small bot for the page's tests: it plays the bridge's part at the playground, through Teams' Connector.

Rules: it answers invokes with what the test put in `answers` (by the invoke's name), keeps what arrived, decides
nothing itself, and looks at no token: the playground's own tests do.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientSession, web
from yarl import URL

from playground.teams.seed import APP_ID, APP_SECRET, SUPPORT, TENANT

Json = dict[str, Any]
Answer = Callable[[Json], Awaitable[Json | None]]
ADAPTIVE = "application/vnd.microsoft.card.adaptive"
SCOPE = "https://api.botframework.com/.default"
PATIENCE_SECONDS = 10.0


class TeamsApp:
    """A messaging endpoint and the calls of a bot, both on the loopback."""

    def __init__(self, playground_url: str) -> None:
        """Talk to the playground at this address."""
        self._playground = playground_url
        self.answers: dict[str, Answer] = {}
        self._arrived: asyncio.Queue[Json] = asyncio.Queue()
        self._runner: web.AppRunner | None = None
        self._bearer = ""

    async def start(self) -> None:
        """Listen on a free port, tell the playground where, and sign in."""
        app = web.Application()
        app.router.add_post("/api/messages", self._messages)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        here = f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/messages"
        await self.person("config", messages_url=here, targeted=True, limits={"enabled": False})
        form = {"grant_type": "client_credentials", "client_id": APP_ID, "client_secret": APP_SECRET, "scope": SCOPE}
        url = f"{self._playground}/teams/login/{TENANT}/oauth2/v2.0/token"
        async with ClientSession() as session, session.post(url, data=form) as response:
            self._bearer = (await response.json())["access_token"]

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner:
            await self._runner.cleanup()

    async def person(self, action: str, **body: Any) -> Json:
        """Do what a person does, by the playground's own route."""
        url = f"{self._playground}/_sim/teams/{action}"
        async with ClientSession() as session, session.post(url, json=body) as response:
            answer: Json = await response.json()
            assert response.status == web.HTTPOk.status_code, answer
            return answer

    async def call(self, method: str, path: str, body: Json | None = None) -> Json:
        """Call the Connector."""
        url = URL(f"{self._playground}/teams/amer/v3/conversations{path}", encoded=True)
        headers = {"Authorization": f"Bearer {self._bearer}"}
        async with ClientSession() as session, session.request(method, url, json=body, headers=headers) as response:
            answer: Json = await response.json(content_type=None) or {}
            assert response.ok, answer
            return answer

    async def post(self, activity: Json, channel: str = SUPPORT) -> Json:
        """Begin a chain; gives its conversation (`id`) and its root (`activityId`)."""
        body = {"isGroup": True, "channelData": {"channel": {"id": channel}}, "activity": activity}
        return await self.call("POST", "", body)

    async def say(self, conversation: str, activity: Json) -> str:
        """Send into a chain or a chat."""
        made = await self.call("POST", f"/{conversation}/activities", activity)
        return str(made.get("id", ""))

    async def whisper(self, conversation: str, activity: Json, member: str) -> str:
        """Send what one member alone sees."""
        path = f"/{conversation}/activities?isTargetedActivity=true"
        return str((await self.call("POST", path, activity | {"recipient": {"id": member}}))["id"])

    async def chat(self, user: str) -> str:
        """Open the chat with a person."""
        return str((await self.person("open_personal", user=user))["conversation"])

    async def hears(self, kind: str) -> Json:
        """Wait for the next activity of this type or invoke of this name; others that came before it are dropped."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                activity = await self._arrived.get()
                if kind in {activity["type"], activity.get("name")}:
                    return activity

    async def _messages(self, request: web.Request) -> web.Response:
        activity: Json = await request.json()
        answer = self.answers.get(str(activity.get("name") or activity["type"]))
        body = await answer(activity) if answer else None
        self._arrived.put_nowait(activity)
        return web.json_response(body) if body else web.Response()


def words(text: str, **more: Any) -> Json:
    """Write a message in Teams' subset of HTML."""
    return {"type": "message", "text": text, "textFormat": "xml", **more}


def card(*body: Json, actions: list[Json] | None = None, **more: Any) -> Json:
    """Write a message with a card."""
    content = {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": actions or [], **more}
    return {"type": "message", "summary": "Card", "attachments": [{"contentType": ADAPTIVE, "content": content}]}


def dialog(title: str, *body: Json, actions: list[Json] | None = None) -> Json:
    """Write the answer that opens a dialog."""
    content = card(*body, actions=actions)["attachments"][0]
    return {"task": {"type": "continue", "value": {"title": title, "width": 500, "height": 400, "card": content}}}


def told(text: str) -> Json:
    """Write the answer to Action.Execute that shows a sentence."""
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": text}
