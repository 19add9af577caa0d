"""A customer's window, as the real widget behaves: what was not acknowledged is sent again, under the same id.

Rules, all the widget's (`adapters/web/widget/src/app`): a message is kept until it is acknowledged or stands in the
log; after each reconnect everything that is kept is sent again, in order; after a refusal that names a pause, and
after ten seconds without an answer, one message is; who sees a gap in the log asks for a replay.
"""

import asyncio
import random
from contextlib import suppress
from typing import Any
from uuid import UUID

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, TCPConnector, WSMsgType

from tests.crash.settings import SITE
from tests.crash.words import Word, word_in

Frame = dict[str, Any]
UNANSWERED = 10.0
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 1.0
"""Seconds before it connects again; the widget's own go up to thirty, which a run of minutes has no time for."""
AN_ADDRESS = 20
"""Windows for each address: the bridge lets no address open many more at once."""


class Window:
    """One customer with one window."""

    def __init__(self, url: str, chat: int, chance: random.Random) -> None:
        """Take the bridge's address and the customer's number; `open` opens the page."""
        self.chat = chat
        self.said: list[Word] = []
        self.acknowledged: set[Word] = set()
        self.refused: dict[Word, str] = {}
        self.put_off: set[Word] = set()
        """What was asked to come later: it may stand behind what was said after it."""
        self.agent = ""
        self._url, self._chance = url, chance
        self._pending: dict[str, Word] = {}
        self._token = ""
        self._place: tuple[str | None, int] = (None, 0)
        self._is_live = False
        self._socket: ClientWebSocketResponse | None = None
        self._session: ClientSession | None = None
        self._life: asyncio.Task[None] | None = None
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._sends: set[asyncio.Task[None]] = set()

    @property
    def is_served(self) -> bool:
        """Whether everything that was said is acknowledged, or refused for good."""
        return not self._pending

    def open(self) -> None:
        """Open the page; it stays open, over all losses, until `close`."""
        connector = TCPConnector(local_addr=(f"127.0.0.{2 + self.chat // AN_ADDRESS % 200}", 0))
        self._session = ClientSession(connector=connector, headers={"Origin": SITE})
        self._life = asyncio.create_task(self._live())

    async def close(self) -> None:
        """Close the page."""
        for timer in self._timers.values():
            timer.cancel()
        if self._life is not None:
            self._life.cancel()
            await asyncio.gather(self._life, *self._sends, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def say(self) -> None:
        """Write the next message."""
        word = Word("c", self.chat, len(self.said) + 1)
        self.said.append(word)
        key = str(UUID(int=self._chance.getrandbits(128), version=4))
        self._pending[key] = word
        self._transmit(key)

    async def _live(self) -> None:
        pause = FIRST_PAUSE
        while True:
            with suppress(ClientError, OSError, TimeoutError):
                await self._visit()
                pause = FIRST_PAUSE
            self._is_live, self._socket = False, None
            await asyncio.sleep(pause * self._chance.uniform(0.5, 1))
            pause = min(LONGEST_PAUSE, pause * 2)

    async def _visit(self) -> None:
        """Be connected until the connection is lost."""
        assert self._session is not None
        if not self._token:
            self._token = await session_token(self._session, self._url)
        async with self._session.ws_connect(f"{self._url}/widget/socket", max_msg_size=0) as socket:
            self._socket = socket
            await self._greet()
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._hear(message.json())

    async def _greet(self) -> None:
        conversation, seq = self._place
        if self._socket is not None:
            await self._socket.send_json(hello(self._token, conversation, seq))

    async def _hear(self, frame: Frame) -> None:
        match frame["t"]:
            case "welcome":
                known, seq = self._place
                self._place = (frame["conversation"], seq if frame["conversation"] == known else 0)
            case "live":
                self._is_live = True
                for key in tuple(self._pending):
                    self._transmit(key)
            case "ack":
                self._stored(frame["id"])
            case "refused":
                self._turned_down(frame)
            case "event":
                await self._happened(frame)

    async def _happened(self, frame: Frame) -> None:
        conversation, seq = self._place
        seq = seq if frame["conversation"] == conversation else 0
        if frame["seq"] <= seq:
            return
        if frame["seq"] > seq + 1:
            self._is_live = False
            await self._greet()
            return
        self._place = (frame["conversation"], frame["seq"])
        if frame["kind"] == "status" and frame["agent"]:
            self.agent = frame["agent"]["name"]
        message = frame.get("message") or {}
        if message.get("client_id"):
            self._stored(message["client_id"])

    def _stored(self, key: str) -> None:
        word = self._pending.pop(key, None)
        if word is not None:
            self.acknowledged.add(word)
            self._later(key, None)

    def _turned_down(self, frame: Frame) -> None:
        key = str(frame["id"])
        word = self._pending.get(key)
        if word is None:
            return
        if "retry_after" in frame:
            self.put_off.add(word)
            self._later(key, frame["retry_after"])
        else:
            self.refused[word] = frame["code"]
            del self._pending[key]

    def _later(self, key: str, seconds: float | None) -> None:
        if key in self._timers:
            self._timers.pop(key).cancel()
        if seconds is not None:
            self._timers[key] = asyncio.get_running_loop().call_later(seconds, self._transmit, key)

    def _transmit(self, key: str) -> None:
        word = self._pending.get(key)
        if word is None or not self._is_live or self._socket is None or self._socket.closed:
            return
        self._later(key, UNANSWERED)
        # aiohttp writes before it first waits, so what is sent in one go leaves in order.
        frame = {"t": "say", "id": key, "text": word.text, "files": []}
        task = asyncio.create_task(self._send(self._socket, frame))
        self._sends.add(task)
        task.add_done_callback(self._sends.discard)

    @staticmethod
    async def _send(socket: ClientWebSocketResponse, frame: Frame) -> None:
        with suppress(ClientError, OSError):
            await socket.send_json(frame)

    async def reads_all(self) -> list[Frame]:
        """Come back as after a reload, and give every line of the log, in order.

        Raises `TimeoutError`.
        """
        frames: list[Frame] = []
        async with asyncio.timeout(30), ClientSession(headers={"Origin": SITE}) as session:
            local = session.ws_connect(f"{self._url}/widget/socket", max_msg_size=0)
            async with local as socket:
                await socket.send_json(hello(self._token, None, 0))
                async for message in socket:
                    frame: Frame = message.json()
                    if frame["t"] == "live":
                        break
                    if frame["t"] == "event":
                        frames.append(frame)
        return frames


async def session_token(session: ClientSession, url: str) -> str:
    """Begin a session as a new visitor."""
    async with session.post(f"{url}/widget/session", json={"queue": "support"}) as answer:
        answer.raise_for_status()
        token: str = (await answer.json())["token"]
        return token


def hello(token: str, conversation: str | None, seq: int) -> Frame:
    """Give the first frame of a window."""
    return {"t": "hello", "v": 1, "token": token, "conversation": conversation, "last_seq": seq}


def words_of(frames: list[Frame], sender: str) -> list[Word]:
    """Give the messages of one side, `agent` or `customer`, as the log shows them."""
    shown = (frame["message"] for frame in frames if frame["kind"] == "message" and frame["message"]["from"] == sender)
    found = (word_in(message["text"]) for message in shown)
    return [word for word in found if word is not None]
