"""A customer in the busy hour: a window that writes, and notes what it is shown."""

import asyncio
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from tests.scenarios.world import World

PATIENCE = 30.0
"""Real seconds for an answer to a frame."""


class Visitor:
    """One window, open from the first word to the end."""

    def __init__(self, world: World, session: ClientSession, queue: str) -> None:
        """Take where to write; `opens` begins."""
        self._world = world
        self._http = session
        self._queue = queue
        self._socket: ClientWebSocketResponse | None = None
        self._reader: asyncio.Task[None] | None = None
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._is_live = asyncio.Event()
        self.heard: dict[str, float] = {}
        """The agents' texts, each with the time at which it came."""
        self.repeated: list[str] = []
        self.notices: list[str] = []

    async def opens(self) -> None:
        """Open the page."""
        headers = {"Origin": self._world.playground.url}
        body = {"queue": self._queue, "token": None, "locale": ""}
        async with self._http.post(f"{self._world.url}/widget/session", json=body, headers=headers) as answer:
            answer.raise_for_status()
            token = (await answer.json())["token"]
        self._socket = await self._http.ws_connect(f"{self._world.url}/widget/socket", headers=headers)
        page = {"url": "https://shop.example/tea", "title": "Tea"}
        await self._socket.send_json(
            {"t": "hello", "v": 1, "token": token, "conversation": None, "last_seq": 0, "page": page}
        )
        self._reader = asyncio.create_task(self._read(self._socket))
        await asyncio.wait_for(self._is_live.wait(), PATIENCE)

    async def goes(self) -> None:
        """Close the page."""
        if self._socket is not None:
            await self._socket.close()
        if self._reader is not None:
            await self._reader

    async def says(self, text: str) -> None:
        """Write, and wait until it is stored."""
        await self._asks({"t": "say", "text": text, "files": []})

    async def ends(self) -> None:
        """End the chat."""
        await self._asks({"t": "end"})

    async def moves(self, page: int) -> None:
        """Go to another page."""
        assert self._socket is not None
        await self._socket.send_json({"t": "page", "url": f"https://shop.example/tea/{page}", "title": f"Tea {page}"})

    def is_told(self, words: str) -> bool:
        """Tell whether the chat's own words have said something."""
        return any(words in one for one in self.notices)

    async def _asks(self, frame: dict[str, Any]) -> None:
        assert self._socket is not None
        key = str(uuid4())
        waits = self._answers[key] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({**frame, "id": key})
        answer = await asyncio.wait_for(waits, PATIENCE)
        assert answer["t"] == "ack", answer

    async def _read(self, socket: ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._take(message.json())

    def _take(self, frame: dict[str, Any]) -> None:
        match frame["t"]:
            case "live":
                self._is_live.set()
            case "ack" | "refused" if frame.get("id") in self._answers:
                self._answers.pop(frame["id"]).set_result(frame)
            case "event" if frame["kind"] == "status":
                self.notices.append(frame["text"] or "")
            case "event" if frame["message"]["from"] == "agent":
                text = frame["message"]["text"]
                if text in self.heard:
                    self.repeated.append(text)
                self.heard.setdefault(text, self._world.clock.seconds)
            case _:
                pass
