"""The adapter on a hand-moved clock, and a widget that speaks the protocol by hand."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from tests.adapters.web.ports import HandClock
from tests.adapters.web.world import World, serving

SHOP = "https://shop.example"
Json = dict[str, Any]


@dataclass
class Window:
    """One open socket."""

    socket: ClientWebSocketResponse
    seen: list[Json] = field(default_factory=list)

    async def send(self, **frame: Any) -> None:
        await self.socket.send_json(frame)

    async def next(self) -> Json:
        """The next frame; the test fails when the socket closes instead."""
        message = await self.socket.receive(timeout=30)
        assert message.type is WSMsgType.TEXT, (message.type, self.socket.close_code)
        frame: Json = message.json()
        self.seen.append(frame)
        return frame

    async def until(self, kind_of_frame: str, /, **expected: Any) -> Json:
        """The next frame of a kind with these fields; what comes before is kept in `seen`."""
        while True:
            frame = await self.next()
            if frame["t"] == kind_of_frame and all(frame.get(key) == value for key, value in expected.items()):
                return frame

    async def closed(self) -> int:
        """The code with which the bridge closes the socket."""
        while True:
            message = await self.socket.receive(timeout=30)
            if message.type in (WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.CLOSING):
                assert self.socket.close_code is not None
                return self.socket.close_code


@dataclass
class Browser:
    """One visitor's browser, without a browser."""

    world: World
    http: ClientSession
    token: str = ""

    async def session(self, *, origin: str | None = None, **body: Any) -> Json:
        headers = {"Origin": origin if origin is not None else self.world.url}
        async with self.http.post(f"{self.world.url}/widget/session", json=body, headers=headers) as response:
            answer: Json = await response.json()
            answer["status"] = response.status
        self.token = answer.get("token", self.token)
        return answer

    async def socket(self, *, origin: str | None = None) -> Window:
        url = self.world.url.replace("http", "ws") + "/widget/socket"
        return Window(await self.http.ws_connect(url, origin=origin or self.world.url))

    async def window(self, **hello: Any) -> Window:
        """An open window that was welcomed and is live."""
        if not self.token:
            await self.session()
        window = await self.socket()
        await window.send(**{"t": "hello", "v": 1, "token": self.token, "conversation": None, "last_seq": 0} | hello)
        await window.until("live")
        return window

    async def upload(self, name: str, content: bytes, *, token: str | None = None) -> Json:
        if not self.token:
            await self.session()
        headers = {
            "Origin": self.world.url,
            "Authorization": f"Bearer {token or self.token}",
            "X-File-Name": name,
            "Content-Type": "application/octet-stream",
        }
        async with self.http.post(f"{self.world.url}/widget/files", data=content, headers=headers) as response:
            answer: Json = await response.json()
            return answer | {"status": response.status}


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def world(clock: HandClock) -> AsyncIterator[World]:
    async with serving(clock) as one:
        yield one


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
def browser(world: World, http: ClientSession) -> Browser:
    return Browser(world, http)
