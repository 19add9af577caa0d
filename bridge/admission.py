"""How much is in hand at the same time: above it a request is told at once to come later, before it costs anything.

The database's queue is bounded, but a request holds memory before it asks the database: its connection, its body, what
was parsed of it. So there are bounds at the door too.

Rules:
1. What is turned away gets 503 and Retry-After before a byte of its body was read.
2. A body that doesn't come in time gives its place to others.
3. A window is a connection that stays. Windows leave file handles to the database and to the platforms.
4. What tells how the bridge is doing is always answered: under overload it is needed most.
5. Whoever sends JSON sends it again: events of platforms, windows. While the database is behind they are turned away,
   so that what is taken is answered soon. What a person sent and nobody repeats (a slash command, a form, a click that
   comes as JSON) comes in all the same, and is told in words when it can't be stored.
6. Where there is no room at all, who waits for an answer gets one where their adapter has words for it.
"""

import asyncio
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from functools import partial

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from adapters.spec import Waiting
from bridge.observing.meter import Meter
from core.errors import Overloaded

BEHIND = 0.3
"""Seconds for which work may wait for the database before more is turned away. Slack wants its answer within three:
https://docs.slack.dev/apis/events-api/#responding"""

EVENTS = 400
"""Pieces of JSON that are in hand at a time at the most: a fraction of a second's work."""

LARGEST_IN_MEMORY = 1024 * 1024
"""What a body counts at the most, in bytes, and one of unknown length counts. Larger ones are files, which go to the
disk as they come."""

BODY_SECONDS = 30.0
"""Seconds in which a body must be there."""

SLOWEST = 16 * 1024
"""Bytes a second for which a long body gets more time."""

RETRY_AFTER = "1"
_HEADERS = {"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"}
_BUSY = b'{"error": {"code": "overloaded", "message": "We are very busy. Please try again in a moment."}}'
_REFUSAL = (
    b"HTTP/1.1 503 Service Unavailable\r\n"
    + b"".join(f"{name}: {value}\r\n".encode() for name, value in _HEADERS.items())
    + b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(_BUSY), _BUSY)
)
_APOLOGY = (
    b"HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
)
_END = b"\r\n\r\n"
_PATH = slice(len(b"POST "), 1024)
_LARGEST_LOOK = 64 * 1024
"""The largest body, in bytes, that is looked into for somebody who waits."""
_RESERVED = 512
"""File handles that windows leave."""


class TooSlow(Overloaded, TimeoutError):
    """A body that did not come in time. A `TimeoutError` because aiohttp, which reads what is left, expects those."""


@dataclass(slots=True)
class Admission:
    """The bounds of one process, and what is in hand now."""

    meter: Meter
    most_requests: int
    most_bytes: int
    most_windows: int
    behind: Callable[[], float] = lambda: 0.0
    """Gives the seconds for which work waits for the database."""
    waiting: Mapping[str, Waiting] = field(default_factory=dict)
    """How people who wait for an answer are told from events, by path."""
    is_open: bool = field(default=True, init=False)
    """Whether anybody may still come: False once the process is ending."""
    requests: int = field(default=0, init=False)
    events: int = field(default=0, init=False)
    """What of it came in as JSON, counted by the door from its first byte to its answer."""
    in_memory: int = field(default=0, init=False)
    windows: int = field(default=0, init=False)

    def refusal(self, request: bytes) -> bytes | None:
        """Give the answer to a `POST` of JSON for which there is no room, as it goes out; None while there is."""
        if self.requests >= self.most_requests or self.events >= EVENTS:
            self.meter.turned_away("requests")
            return self._apology(request) or _REFUSAL
        if self.behind() <= BEHIND:
            return None
        known = self.waiting.get(_path(request))
        if known is not None and known.waits(_body(request)):
            return None
        self.meter.turned_away("behind")
        return _REFUSAL

    def _apology(self, request: bytes) -> bytes | None:
        """Give the answer to somebody who waits and can't come in."""
        known = self.waiting.get(_path(request))
        words = known.apology(_body(request)) if known is not None else None
        return None if words is None else _APOLOGY % (len(words), words)

    def middleware(self, bounded: Container[object]) -> Middleware:
        """Make the middleware that keeps the bounds for these routes."""

        @web.middleware
        async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
            if request.match_info.route not in bounded:
                return await handler(request)
            if _is_window(request):
                return await self._window(request, handler)
            return await self._request(request, handler)

        return middleware

    async def _request(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        size = _weight(request)
        if self.requests >= self.most_requests:
            return self._turned_away("requests")
        if self.behind() > BEHIND and request.content_type == "application/json":
            return await self._behind(request, handler)
        return await self._admitted(request, handler, size)

    async def _behind(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Turn JSON away, but for people who wait; to know them, a body that isn't long is read."""
        known, size = self.waiting.get(request.path), request.content_length
        if known is None or size is None or size > _LARGEST_LOOK:
            return self._turned_away("behind")
        return await self._admitted(request, partial(self._if_waiting, known, handler), size)

    async def _if_waiting(self, known: Waiting, handler: Handler, request: web.Request) -> web.StreamResponse:
        try:
            body = await request.read()
        except TooSlow:
            return web.Response(body=_BUSY, status=503, content_type="application/json", headers=_HEADERS)
        return await handler(request) if known.waits(body) else self._turned_away("behind")

    async def _admitted(self, request: web.Request, handler: Handler, size: int) -> web.StreamResponse:
        if self.in_memory and size and self.in_memory + size > self.most_bytes:  # alone, even the largest may come
            return self._turned_away("bytes")
        self.requests += 1
        self.in_memory += size
        timer = None if request.content.is_eof() else self._watch(request)
        try:
            return await handler(request)
        finally:
            self.requests -= 1
            self.in_memory -= size
            if timer is not None:
                timer.cancel()

    async def _window(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self.windows >= self.most_windows:
            return self._turned_away("windows")
        self.windows += 1
        try:
            return await handler(request)
        finally:
            self.windows -= 1

    def _watch(self, request: web.Request) -> asyncio.TimerHandle:
        seconds = BODY_SECONDS + (request.content_length or 0) / SLOWEST
        return asyncio.get_running_loop().call_later(seconds, self._end, request)

    def _end(self, request: web.Request) -> None:
        """Let whoever reads a body know that it comes too slowly."""
        if not request.content.is_eof():
            self.meter.turned_away("slow")
            request.content.set_exception(TooSlow("the body did not come in time"))

    def _turned_away(self, why: str) -> web.Response:
        self.meter.turned_away(why)
        return web.Response(body=_BUSY, status=503, content_type="application/json", headers=_HEADERS)


def _path(request: bytes) -> str:
    """Give the path of the bytes of a `POST`."""
    target = request[_PATH].split(b" ", 1)[0]
    return target.partition(b"?")[0].decode("latin-1")


def _body(request: bytes) -> bytes:
    return request.partition(_END)[2]


def windows_within(handles: int) -> int:
    """Give how many windows so many file handles allow."""
    return max(handles - _RESERVED, handles // 2)


def _is_window(request: web.Request) -> bool:
    return request.method == "GET" and request.headers.get("Upgrade", "").lower() == "websocket"


def _weight(request: web.Request) -> int:
    """Give what a body counts."""
    if not request.body_exists:
        return 0
    length = request.content_length
    return LARGEST_IN_MEMORY if length is None else min(length, LARGEST_IN_MEMORY)
