"""The WebSocket of one window: hello, replay of what was missed, then live, both ways.

Rules:
1. Nothing is acknowledged before `inbox.accept` has returned: an ack means stored for good.
2. The log is the truth (`log_reader`): one sweep for all windows has the logs of open chats looked at every RECHECK_S,
   so a lost wake-up costs seconds and a doubled one nothing.
3. A refused frame gets a word on what, why and what to do; the chat goes on.
4. A window in which nothing happens costs its socket and one task. Nothing is compressed: that would cost eight times
   the memory (https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.WebSocketResponse, compress).
5. Who doesn't read holds up nobody: what is on the way to a window is bounded (aiohttp waits above 64 KiB for each),
   and a window that took nothing from one sweep to the next is dropped. It comes again with its last number.
"""

import asyncio
from itertools import count
from typing import NamedTuple

import structlog
from aiohttp import WSCloseCode, WSMsgType, web
from aiohttp.hdrs import SEC_WEBSOCKET_KEY

from adapters.web.answers import slow_down
from adapters.web.browser import language_of
from adapters.web.inbound import Speaker
from adapters.web.log_reader import LogReader
from adapters.web.presence import OPEN
from adapters.web.services import Services
from adapters.web.showing import show_in
from adapters.web.visit import Visit, Whence
from adapters.web.wire import VERSION, Hello, Malformed, read_frame
from core.errors import Overloaded, SignatureInvalid
from core.policy.limits import Limited

TOKEN_INVALID, BANNED, NO_HELLO, TOO_FAST = 4401, 4403, 4408, 4429
HEARTBEAT_S = 20
HELLO_S = 10
RECHECK_S = 30.0
RARELY = 10
"""A window without an open chat is rechecked in one sweep out of so many: it can only miss that a chat is reopened."""
_AT_ONCE, _PAUSE_S = 20, 0.02
"""How many windows a sweep asks at once, and how long it waits before it asks more."""
MOST_SOCKETS = 12
"""Of one visitor: windows that were left open in many tabs."""
_MANY_WINDOWS_S = 30.0
"""Seconds after which one of an address's windows may have closed."""
_REASON_MOST = 123
_LARGEST_READ = 1_000_000
"""Above wire.LARGEST_FRAME, so that too long a message is answered instead of cut off."""


log = structlog.get_logger(__name__)


class _Unread(NamedTuple):
    """The last line that a window was sent, and how many bytes it has not read."""

    seq: int
    size: int


class Sockets:
    """All windows of one web channel."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._open: set[web.WebSocketResponse] = set()
        self._readers: dict[LogReader, asyncio.WriteTransport] = {}
        self._unread: dict[LogReader, _Unread] = {}
        self._sweeper: asyncio.Task[None] | None = None

    @property
    def count(self) -> int:
        """Give how many windows are connected."""
        return len(self._open)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one window until it goes. Raises `Refusal` before the upgrade only."""
        self._services.origins.require(request)
        address, limits = request.remote or "", self._services.limits
        if not limits.opens_window(address):
            raise slow_down(_MANY_WINDOWS_S)
        try:
            return await self._serve(request)
        finally:
            limits.closes_window(address)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if not request.headers.get(SEC_WEBSOCKET_KEY, "").isascii():
            raise web.HTTPBadRequest(text="Sec-WebSocket-Key is no base64.\n")  # aiohttp's own look at it fails by 500
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=_LARGEST_READ, compress=False)
        await socket.prepare(request)
        self._open.add(socket)
        if self._sweeper is None:
            self._sweeper = asyncio.create_task(self._sweep())
        try:
            await self._run(socket, request)
        except ConnectionError:
            pass  # the window closed while we were writing to it
        except Overloaded:
            await socket.close(code=WSCloseCode.TRY_AGAIN_LATER, message=b"very busy, come again in a moment")
        finally:
            self._open.discard(socket)
            await socket.close()
            transport = request.transport
            if transport is not None and transport.get_write_buffer_size():
                transport.abort()  # it would wait for the other side to read, for ever
        return socket

    async def stop(self) -> None:
        """Close every window with the code that says: come back in a moment."""
        await self._services.waiting.stop()
        sweeper, self._sweeper = self._sweeper, None
        if sweeper is not None:
            sweeper.cancel()
        closing = (socket.close(code=WSCloseCode.SERVICE_RESTART, message=b"restarting") for socket in set(self._open))
        await asyncio.gather(*closing, return_exceptions=True)

    async def _run(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        visit = await self._admit(socket, request)
        if visit is None:
            return
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT and not await self._take(socket, visit, message.data):
                    break
        finally:
            self._dismiss(visit)

    async def _admit(self, socket: web.WebSocketResponse, request: web.Request) -> Visit | None:
        """Hear who it is and welcome the window; None when it was sent away. Nothing of the hello is kept."""
        if self._services.limits.wait_for(Limited.WINDOWS, address=request.remote or ""):
            await socket.close(code=TOO_FAST, message=b"too many connections from this address")
            return None
        hello = await self._hello(socket)
        if hello is None:
            return None
        try:
            token = self._services.sessions.check(hello.token, self._services.clock.now())
        except SignatureInvalid:
            await socket.close(code=TOKEN_INVALID, message=b"ask /widget/session for a new token")
            return None
        if (words := self._services.gate.words) is not None and await self._services.gate.keeps_out(token.visitor):
            await socket.close(code=BANNED, message=_fitting(words))
            return None
        is_often = self._services.limits.wait_for(Limited.WINDOWS, visitor=token.visitor.id)
        if is_often or self._services.presence.count(token.visitor.contact) >= MOST_SOCKETS:
            await socket.close(code=TOO_FAST, message=b"too many windows of one visitor")
            return None
        visit = self._visit(
            socket, request, Speaker(self._services.channel, token.visitor, token.queue, language_of(hello.locale))
        )
        try:
            await self._services.presence.enter(visit.speaker)
            await visit.greet(hello)
        except BaseException:
            self._dismiss(visit)
            raise
        return visit

    def _visit(self, socket: web.WebSocketResponse, request: web.Request, speaker: Speaker) -> Visit:
        if request.transport is None:
            raise ConnectionResetError("the window has closed")

        show = show_in(socket, request.transport)

        async def give_up() -> None:
            await socket.close(code=WSCloseCode.TRY_AGAIN_LATER, message=b"the log can't be read now")

        async def ended() -> None:
            gate = self._services.gate
            if gate.words is None and await gate.keeps_out(speaker.visitor):
                await socket.close(code=TOKEN_INVALID, message=b"ask /widget/session for a new token")

        reader = LogReader(self._services, speaker, show, give_up, ended)
        self._readers[reader] = request.transport
        whence = Whence(request.remote or "", request.headers.get("User-Agent", ""))
        return Visit(self._services, speaker, reader, show, whence)

    def _dismiss(self, visit: Visit) -> None:
        self._readers.pop(visit.reader, None)
        self._unread.pop(visit.reader, None)
        visit.reader.close()
        self._services.presence.leave(visit.speaker)

    async def _hello(self, socket: web.WebSocketResponse) -> Hello | None:
        try:
            message = await socket.receive(timeout=HELLO_S)
            frame = read_frame(message.data) if message.type is WSMsgType.TEXT else None
        except TimeoutError:
            frame = None
        except Malformed as error:
            await socket.send_json({"t": "refused", "id": None, "code": "malformed", "message": error.message})
            frame = None
        if isinstance(frame, Hello) and frame.v == VERSION:
            return frame
        if isinstance(frame, Hello):
            await socket.close(code=NO_HELLO, message=f"version {VERSION} is spoken here".encode())
        else:
            code = TOKEN_INVALID if frame is not None else NO_HELLO
            await socket.close(code=code, message=b"the first frame must be hello")
        return None

    async def _take(self, socket: web.WebSocketResponse, visit: Visit, data: str) -> bool:
        """Act on one frame; False ends the visit."""
        if visit.too_soon(Limited.FRAMES):
            await socket.close(code=TOO_FAST, message=b"too many frames")
            return False
        await visit.heard(data)
        return True

    def drop_who_takes_nothing(self) -> None:
        """Drop the windows that have read nothing of what they were sent since the last call."""
        before, self._unread = self._unread, {}
        for reader, transport in self._readers.items():
            now = _Unread(reader.seq, transport.get_write_buffer_size())
            if now.size == 0:
                continue
            then = before.get(reader)
            if then is not None and then.seq == now.seq and then.size <= now.size:
                log.info("widget_dropped", unread=now.size)
                transport.abort()
            else:
                self._unread[reader] = now

    async def _sweep(self) -> None:
        """Have logs looked at now and then, in case a wake-up was lost."""
        for number in count(1):
            await asyncio.sleep(RECHECK_S)
            self.drop_who_takes_nothing()
            everyone = number % RARELY == 0
            due = [one for one in self._readers if everyone or one.state.status in OPEN]
            for start in range(0, len(due), _AT_ONCE):
                for reader in due[start : start + _AT_ONCE]:
                    reader.recheck()
                await asyncio.sleep(_PAUSE_S)


def _fitting(words: str) -> bytes:
    """Cut words to the 123 bytes of a close frame (https://www.rfc-editor.org/rfc/rfc6455#section-5.5)."""
    return words.encode()[:_REASON_MOST].decode(errors="ignore").encode()
