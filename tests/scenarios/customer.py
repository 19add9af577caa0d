"""A customer on the web, without a browser: speaks the widget's own protocol."""

import asyncio
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aiohttp import ClientResponse, ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType

from adapters.web.ids import make_contact
from core.ids import ChannelName, ExternalRef

if TYPE_CHECKING:
    from tests.scenarios.world import World

Frame = dict[str, Any]
ASK_ANEW = 4401
"""With this code the widget asks for its session again, by the token that it has."""
PAGE = {"url": "https://shop.example/tea/assam", "title": "Assam, second flush"}


class Customer:
    """One visitor of the shop, with one window at a time."""

    def __init__(self, world: "World", queue: str, locale: str = "") -> None:
        """Take the world in which to write; `opens` begins."""
        self._world = world
        self._queue = queue
        self._locale = locale
        self.settings: Frame = {}
        self._session = ClientSession(cookie_jar=CookieJar(unsafe=True))  # the bridge's address is a number here
        self._socket: ClientWebSocketResponse | None = None
        self._reader: asyncio.Task[None] | None = None
        self._token = ""
        self._last = ("", 0)
        self.visitor = ""
        self.shows: Frame = {}
        """What the page shows to say who its customer is."""
        self.identity = ""
        """What became of it."""
        self.told: Frame = {"locale": locale} if locale else {}
        """What the browser tells of itself with its hello."""
        self.browser = ""
        """How the browser names itself."""
        self.frames: list[Frame] = []

    @property
    def channel(self) -> ChannelName:
        """Where they write."""
        return ChannelName("web")

    @property
    def contact(self) -> ExternalRef:
        """By what they are known there."""
        return make_contact(self.visitor)

    @property
    def token(self) -> str:
        """What the browser keeps to be known by."""
        return self._token

    async def opens(self) -> None:
        """Open the page, or come back to it: what was missed is replayed."""
        headers = {"Origin": self._world.playground.url} | ({"User-Agent": self.browser} if self.browser else {})
        body: Frame = {"queue": self._queue, "token": self._token or None, "locale": self._locale}
        if self.shows:
            body["identity"] = self.shows
        async with self._session.post(f"{self._world.url}/widget/session", json=body, headers=headers) as answer:
            answer.raise_for_status()
            session = await answer.json()
        token, self.visitor, self.settings = session["token"], session["visitor"], session["settings"]
        self.identity = session["identity"]
        if self.identity != "verified":
            self._token = token
        self._socket = await self._session.ws_connect(f"{self._world.url}/widget/socket", headers=headers)
        conversation, seq = self._last
        hello = {"t": "hello", "v": 1, "token": token, "conversation": conversation or None, "last_seq": seq}
        await self._socket.send_json({**hello, **self.told, "page": PAGE})
        seen = len(self.frames)
        self._reader = asyncio.create_task(self._read(self._socket))
        await self._world.until(lambda: any(one["t"] == "live" for one in self.frames[seen:]), "the customer's welcome")

    async def leaves(self) -> None:
        """Close the page; the chat stays."""
        if self._socket is not None:
            await self._socket.close()
        if self._reader is not None:
            await self._reader
        self._socket = self._reader = None

    async def is_sent_to_ask_anew(self) -> None:
        """Wait until the bridge closes the window's connection for a new session, and ask for it as the widget does."""
        socket = self._socket
        assert socket is not None, "the customer's page is not open"
        await self._world.until(lambda: socket.close_code == ASK_ANEW, "the end of the connection")
        await self.leaves()
        await self.opens()

    def forgets(self) -> None:
        """Forget what the window showed, as a reload of the page does."""
        self._last = ("", 0)
        self.frames.clear()

    def forgets_token(self) -> None:
        """Drop who it is, as a browser does whose storage was cleared; cookies stay."""
        self._token = ""

    async def goes(self) -> None:
        """Close the page and the browser."""
        await self.leaves()
        await self._session.close()

    async def _read(self, socket: ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._take(message.json())

    def _take(self, frame: Frame) -> None:
        if frame["t"] in ("welcome", "live"):
            known, seq = self._last
            conversation = frame.get("conversation") or ""
            self._last = (conversation, seq if conversation == known else 0)
        elif frame["t"] == "event":
            self._last = (self._last[0], frame["seq"])
        self.frames.append(frame)

    async def says(self, text: str, *files: str) -> None:
        """Send a message and wait until it is stored."""
        answer = await self.tries(text, *files)
        assert answer["t"] == "ack", answer

    async def tries(self, text: str, *files: str) -> Frame:
        """Send a message and give the bridge's answer: an ack or a refusal."""
        return await self._asks({"t": "say", "text": text, "files": list(files)})

    async def sends(self, text: str) -> None:
        """Send a frame as it is, whatever it is."""
        assert self._socket is not None, "the customer's page is not open"
        await self._socket.send_str(text)

    async def repeats(self, text: str, times: int) -> None:
        """Send one message several times, as a window does that has heard no ack."""
        key = str(uuid4())
        assert self._socket is not None, "the customer's page is not open"
        for _ in range(times):
            await self._socket.send_json({"t": "say", "text": text, "files": [], "id": key})
        acks = {"t": "ack", "id": key}
        await self._world.until(lambda: self.frames.count(acks) == times, "an ack for each", patience=0)

    async def ends(self) -> None:
        """End the chat."""
        answer = await self._asks({"t": "end"})
        assert answer["t"] == "ack", answer

    async def does(self, kind: str, **fields: Any) -> None:
        """Send a frame of any kind, such as `choose`, and wait until it is taken."""
        answer = await self._asks({"t": kind, **fields})
        assert answer["t"] == "ack", answer

    async def is_sent(self, kind: str, **fields: Any) -> Frame:
        """Wait until a frame of this kind has come whose fields are these, and give the newest."""

        def look() -> Frame | None:
            fitting = (one for one in reversed(self.frames) if one["t"] == kind)
            return next((one for one in fitting if fields.items() <= one.items()), None)

        return await self._world.until(look, lambda: f"a frame {kind} with {fields}; there is {self.kinds()}")

    def kinds(self) -> list[str]:
        """Give the kinds of all frames, in order."""
        return [str(one["t"]) for one in self.frames]

    async def _asks(self, frame: Frame) -> Frame:
        key = str(uuid4())
        assert self._socket is not None, "the customer's page is not open"
        await self._socket.send_json({**frame, "id": key})
        return await self._world.until(lambda: self._answer(key), "an answer to the customer's frame", patience=0)

    def _answer(self, key: str) -> Frame | None:
        return next((one for one in self.frames if one["t"] in ("ack", "refused") and one.get("id") == key), None)

    async def uploads(self, name: str, data: bytes) -> str:
        """Upload a file; give the id by which it is attached."""
        async with self.upload(name, data) as answer:
            assert answer.status == 201, await answer.text()
            file: str = (await answer.json())["id"]
            return file

    def upload(self, name: str, data: bytes | BytesIO) -> Any:
        """Begin to upload a file; the answer is for the caller to look at."""
        headers = {
            "Authorization": f"Bearer {self._token}",
            "X-File-Name": name,
            "Origin": self._world.playground.url,
        }
        return self._session.post(f"{self._world.url}/widget/files", data=data, headers=headers)

    async def calls(self, method: str, path: str, head: Mapping[str, str] | None = None, **more: Any) -> ClientResponse:
        """Ask the bridge over HTTP as the widget does, by this visitor's token; with further lines of the `head`."""
        mine = {"Authorization": f"Bearer {self._token}", "Origin": self._world.playground.url}
        headers = {**(head or {}), **mine}
        return await self._session.request(method, f"{self._world.url}{path}", headers=headers, **more)

    async def downloads(self, name: str) -> bytes:
        """Fetch a file that the window shows."""
        answer = await self._got(next(part["url"] for part in self.files() if part["name"] == name))
        async with answer:
            answer.raise_for_status()
            return await answer.read()

    async def loads(self, url: str) -> int:
        """Try an address of a file's; give the status of the answer."""
        async with await self._got(url) as answer:
            return answer.status

    async def _got(self, url: str) -> ClientResponse:
        return await self._session.get(url if "//" in url else f"{self._world.url}{url}")

    async def hears(self, text: str) -> None:
        """Wait until a text stands in the window."""
        await self._world.until(
            lambda: text in self.seen(), lambda: f"“{text}” at the customer; there is {self.lines()}"
        )

    async def no_longer_sees(self, text: str) -> None:
        """Wait until a text has gone from the window."""
        await self._world.until(
            lambda: text not in self.seen(), lambda: f"“{text}” is still at the customer: {self.lines()}"
        )

    async def never_heard(self, *texts: str) -> None:
        """See, once everything is quiet, that no frame ever carried any of these texts."""
        await self._world.quiet()
        everything = "\n".join(str(frame) for frame in self.frames)
        assert not [text for text in texts if text in everything]

    def seen(self) -> str:
        """Give all that stands in the window."""
        return "\n".join(self.lines())

    def messages(self) -> list[Frame]:
        """Give the window's messages in their latest state, in the order in which they came."""
        found: dict[str, Frame] = {}
        for frame in self.frames:
            if frame["t"] == "event" and frame["kind"] != "status":
                found[frame["message"]["id"]] = frame["message"]
        return list(found.values())

    def files(self) -> list[Frame]:
        """Give the files that the window shows."""
        return [part for message in self.messages() for part in message["parts"] if part["kind"] == "file"]

    def texts(self, of: str = "agent") -> list[str]:
        """Give the texts of one side, `agent` or `customer`, in order."""
        return [one["text"] for one in self.messages() if one["from"] == of and not one["deleted"]]

    def notices(self) -> list[str]:
        """Give the chat's own words, in order."""
        return [one["text"] for one in self.frames if one["t"] == "event" and one["kind"] == "status" and one["text"]]

    def lines(self) -> list[str]:
        """Give what stands in the window, line by line."""
        talk = [
            f"{one['name']}: {one['text']} {[part['name'] for part in one['parts'] if part['kind'] == 'file']}"
            for one in self.messages()
            if not one["deleted"]
        ]
        return [*talk, *self.notices()]

    @property
    def is_here(self) -> bool:
        """Whether the page is open."""
        return self._socket is not None and not self._socket.closed

    @property
    def place_in_log(self) -> tuple[str, int]:
        """The conversation that the window shows, and the last line of it."""
        return self._last
