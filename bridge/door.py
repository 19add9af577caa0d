"""The door: what turns a request away in a busy moment before it costs anything.

Under a flood an answer of the web server's own costs nearly as much as the work that it refuses. So while the bridge is
behind, a plain request is answered here, from the bytes as they came, and never parsed.

Rules:
1. Turned away is only what is whole: one `POST` of JSON with its body in one piece, on a connection on which nothing
   else is under way. All else goes the usual way, and meets the same bounds there (`admission.py`).
2. On a connection where anything else came before, nothing is turned away here: where one request ends and the next
   begins is known for certain only as long as each piece was one request.
"""

import asyncio
import re
from functools import partial
from typing import Any, cast

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from bridge.admission import Admission
from bridge.expecting import ExpectingRunner

_END = b"\r\n\r\n"
_OUR_FAULT = 500
_NO_HTTP = "This request is not HTTP as it should be.\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,10})[ \t]*(?=\r\n)", re.IGNORECASE)
_JSON = re.compile(rb"\r\ncontent-type:[ \t]*application/json[ \t]*[;\r]", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection:[ \t]*close[ \t]*\r\n", re.IGNORECASE)
_MORE = re.compile(rb"\r\n(?:transfer-encoding|upgrade|expect)[ \t]*:", re.IGNORECASE)
"""Headers that say more about where a request ends than is looked at here."""


class Door(RequestHandler):
    """One connection's protocol: the web server's, asked first whether it may come in."""

    __slots__ = ("_admission", "_inside", "_is_plain")

    def __init__(self, server: web.Server, admission: Admission) -> None:
        """Take the server, and who knows whether there is room."""
        # None is the server's own way to log no requests: its types just don't say so.
        super().__init__(server, loop=asyncio.get_running_loop(), access_log=None)  # type: ignore[arg-type]
        self._admission = admission
        self._is_plain = True
        self._inside = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a connection; one that was being accepted while the server ended would stay open with nobody there."""
        super().connection_made(transport)
        if not self._admission.is_open:
            cast(asyncio.Transport, transport).abort()

    def data_received(self, data: bytes) -> None:
        """Take a piece of what was sent; an empty one is the server's own call, to go on with what it has."""
        if data and self._is_plain:
            self._is_plain = is_whole(data)
            if self._is_plain and not self._comes_in(data):
                return
        super().data_received(data)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is no HTTP: nothing of it is said back, and no stranger writes lines into the log with it."""
        if status >= _OUR_FAULT or request.writer.output_size > 0:
            return super().handle_error(request, status, exc, message)
        answer = web.Response(status=status, text=_NO_HTTP, headers={"X-Content-Type-Options": "nosniff"})
        answer.force_close()
        return answer

    def log_exception(self, *args: Any, **kw: Any) -> None:
        """Pass over a body that is not encoded as it says: whoever read it has told the sender so."""
        if not isinstance(kw.get("exc_info"), web.RequestPayloadError):
            super().log_exception(*args, **kw)

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        """Send an answer; with it the request has left."""
        try:
            return await super().finish_response(request, resp, start_time)
        finally:
            self._leave(min(self._inside, 1))

    def connection_lost(self, exc: BaseException | None) -> None:
        """Forget what came over it."""
        self._leave(self._inside)
        super().connection_lost(exc)

    def _comes_in(self, data: bytes) -> bool:
        """Let a request in, or answer it here; behind one that is not answered yet all come in."""
        refusal = None if self._inside or self.transport is None else self._admission.refusal(data)
        if refusal is None or self.transport is None:
            self._inside += 1
            self._admission.events += 1
            return True
        self.transport.write(refusal)
        if _CLOSE.search(data) is not None:
            self.transport.close()
        return False

    def _leave(self, number: int) -> None:
        self._inside -= number
        self._admission.events -= number


def is_whole(data: bytes) -> bool:
    """Tell whether these bytes are one `POST` of JSON from its first to its last, and nothing after it."""
    if not data.startswith(b"POST /"):
        return False
    end = data.find(_END)
    head = data[: end + 2]
    lengths = _LENGTH.findall(head)
    if end < 0 or len(lengths) != 1 or end + len(_END) + int(lengths[0]) != len(data):
        return False
    is_plain = head[: head.find(b"\r\n")].endswith(b" HTTP/1.1") and _MORE.search(head) is None
    return is_plain and _JSON.search(head) is not None


class DoorRunner(ExpectingRunner):
    """Runs an application behind doors."""

    def __init__(self, app: web.Application, admission: Admission, shutdown_timeout: float) -> None:
        """Take who knows whether there is room."""
        super().__init__(app, access_log=None, shutdown_timeout=shutdown_timeout)
        self._admission = admission

    async def cleanup(self) -> None:
        """Close the door, then all that is open."""
        self._admission.is_open = False
        await super().cleanup()

    @property
    def server(self) -> web.Server | None:
        """Give what makes a connection's protocol, which is all that a site asks of a server."""
        server = super().server
        return cast(web.Server, partial(Door, server, self._admission)) if server is not None else None
