"""A customer without a browser: speaks the widget's own protocol to the bridge."""

import asyncio
from collections.abc import Callable
from typing import Any, Self
from uuid import uuid4

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from playground.changes import PATIENCE

Frame = dict[str, Any]


class Customer:
    """One visitor of the shop."""

    title = "The customer saw"

    def __init__(self, url: str, queue: str = "support") -> None:
        """Take where the bridge answers."""
        self._url = url
        self._queue = queue
        self._session = ClientSession()
        self._socket: ClientWebSocketResponse | None = None
        self._reader: asyncio.Task[None] | None = None
        self._token = ""
        self._news = asyncio.Event()
        self.frames: list[Frame] = []

    async def __aenter__(self) -> Self:
        """Open the chat."""
        headers = {"Origin": self._url}
        async with self._session.post(
            f"{self._url}/widget/session", json={"queue": self._queue}, headers=headers
        ) as answer:
            answer.raise_for_status()
            self._token = (await answer.json())["token"]
        self._socket = await self._session.ws_connect(f"{self._url}/widget/socket", headers=headers)
        page = {"url": "https://shop.example/tea/assam", "title": "Assam, second flush"}
        hello = {"t": "hello", "v": 1, "token": self._token, "conversation": None, "last_seq": 0, "page": page}
        await self._socket.send_json(hello)
        self._reader = asyncio.create_task(self._read(self._socket))
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the page."""
        if self._socket is not None:
            await self._socket.close()
        if self._reader is not None:
            await self._reader
        await self._session.close()

    async def _read(self, socket: ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self.frames.append(message.json())
                self._news.set()

    async def says(self, text: str, *files: str) -> None:
        """Send a message and wait until it is stored."""
        key = str(uuid4())
        await self._send({"t": "say", "id": key, "text": text, "files": list(files)})
        await self.until(lambda: any(one["t"] == "ack" and one["id"] == key for one in self.frames), "an ack")

    async def uploads(self, name: str, data: bytes) -> str:
        """Upload a file; give the id by which it is attached."""
        headers = {"Authorization": f"Bearer {self._token}", "X-File-Name": name, "Origin": self._url}
        async with self._session.post(f"{self._url}/widget/files", data=data, headers=headers) as answer:
            answer.raise_for_status()
            file: str = (await answer.json())["id"]
            return file

    async def _send(self, frame: Frame) -> None:
        if self._socket is None:
            raise RuntimeError("the customer's page is not open")
        await self._socket.send_json(frame)

    async def hears(self, text: str) -> None:
        """Wait until a text has arrived."""
        await self.until(lambda: text in self.seen(), f"“{text}” at the customer")

    async def gets_a_file(self) -> None:
        """Wait until a file of the agent's has arrived."""
        await self.until(
            lambda: any(line.endswith("]") and not line.startswith("You:") for line in self.lines()),
            "a file at the customer",
        )

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for a condition, looking after each frame. Raises `TimeoutError`, naming what was awaited."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not condition():
            self._news.clear()
            left = deadline - asyncio.get_running_loop().time()
            try:
                await asyncio.wait_for(self._news.wait(), max(0.0, left))
            except TimeoutError:
                raise TimeoutError(f"{what} did not come within {PATIENCE:g} seconds") from None

    def seen(self) -> str:
        """Give all that the customer has been shown, as text."""
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """Give what stands in the customer's window, line by line."""
        return [_line(frame) for frame in self.frames if frame["t"] == "event" and _line(frame)]


def _line(frame: Frame) -> str:
    if frame["kind"] == "status":
        return f"— {frame['text']}" if frame["text"] else ""
    message = frame["message"]
    who = "You" if message["from"] == "customer" else message["name"]
    files = [f"[{part['name']}]" for part in message["parts"] if part["kind"] == "file"]
    return f"{who}: {' '.join([message['text'], *files]).strip()}"
