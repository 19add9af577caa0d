"""The WebSocket of one window: hello, replay of what was missed, then live, both ways.

Rules:
1. Nothing is acknowledged before `inbox.accept` has returned: an ack means stored for good.
2. The log is the truth: a wake-up only says "look", and the line is read anew after each and at every RECHECK_S, so
   a lost wake-up costs seconds and a doubled one nothing.
3. A refused frame gets a word on what, why and what to do; the chat goes on.
"""

import asyncio
from contextlib import suppress

from aiohttp import WSCloseCode, WSMsgType, web

from adapters.web.inbound import Speaker
from adapters.web.log_reader import LogReader
from adapters.web.services import Services
from adapters.web.visit import Visit
from adapters.web.wire import VERSION, Hello, Malformed, read_frame
from core.errors import SignatureInvalid

TOKEN_INVALID, NO_HELLO, TOO_FAST = 4401, 4408, 4429
HEARTBEAT_S = 20
HELLO_S = 10
RECHECK_S = 30
MOST_SOCKETS = 12
"""Of one visitor: windows that were left open in many tabs."""
_LARGEST_READ = 1_000_000
"""Above wire.LARGEST_FRAME, so that too long a message is answered instead of cut off."""


class Sockets:
    """All windows of one web channel."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._open: set[web.WebSocketResponse] = set()

    @property
    def count(self) -> int:
        """Give how many windows are connected."""
        return len(self._open)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one window until it goes. Raises `Refusal` before the upgrade only."""
        self._services.origins.require(request)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=_LARGEST_READ, compress=False)
        await socket.prepare(request)
        self._open.add(socket)
        try:
            await self._run(socket, request.remote or "")
        except ConnectionResetError:
            pass  # the window closed while we were writing to it
        finally:
            self._open.discard(socket)
            await socket.close()
        return socket

    async def stop(self) -> None:
        """Close every window with the code that says: come back in a moment."""
        closing = (socket.close(code=WSCloseCode.SERVICE_RESTART, message=b"restarting") for socket in set(self._open))
        await asyncio.gather(*closing, return_exceptions=True)

    async def _run(self, socket: web.WebSocketResponse, address: str) -> None:
        if self._services.limits.sockets.wait_for(address):
            await socket.close(code=TOO_FAST, message=b"too many connections from this address")
            return
        hello = await self._hello(socket)
        if hello is None:
            return
        try:
            token = self._services.sessions.check(hello.token, self._services.clock.now())
        except SignatureInvalid:
            await socket.close(code=TOKEN_INVALID, message=b"ask /widget/session for a new token")
            return
        speaker = Speaker(self._services.channel, token.visitor, token.queue)
        if self._services.presence.count(token.visitor.contact) >= MOST_SOCKETS:
            await socket.close(code=TOO_FAST, message=b"too many windows of one visitor")
            return
        await self._attend(socket, speaker, hello)

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

    async def _attend(self, socket: web.WebSocketResponse, speaker: Speaker, hello: Hello) -> None:
        services = self._services
        reader = LogReader(services, speaker, socket.send_json)
        visit = Visit(services, speaker, reader, socket.send_json)
        watcher = asyncio.create_task(self._watch(socket, reader))
        entered = False
        try:
            await services.presence.enter(speaker)
            entered = True
            await visit.greet(hello)
            async for message in socket:
                if message.type is WSMsgType.TEXT and not await self._take(socket, visit, message.data):
                    break
        finally:
            watcher.cancel()
            with suppress(asyncio.CancelledError, ConnectionResetError):
                await watcher
            reader.close()
            if entered:
                services.presence.leave(speaker)

    async def _take(self, socket: web.WebSocketResponse, visit: Visit, data: str) -> bool:
        """Act on one frame; False ends the visit."""
        if self._services.limits.frames.wait_for(visit.speaker.visitor.id):
            await socket.close(code=TOO_FAST, message=b"too many frames")
            return False
        await visit.heard(data)
        return True

    @staticmethod
    async def _watch(socket: web.WebSocketResponse, reader: LogReader) -> None:
        """Bring the window up to date at each wake-up; when the log can't be read, let the window come again."""
        try:
            while True:
                await reader.woken(RECHECK_S)
                await reader.catch_up()
        except ConnectionResetError:
            return
        except Exception:
            await socket.close(code=WSCloseCode.TRY_AGAIN_LATER, message=b"the log can't be read now")
            raise
