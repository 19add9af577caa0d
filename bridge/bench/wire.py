"""HTTP as plainly as it goes, so that who measures needs less of its core than what is measured.

Rule: only what the bench's own peers say is understood: HTTP/1.1, kept open, with a length.
"""

import asyncio
import re
from collections.abc import Callable
from typing import cast

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_END = b"\r\n\r\n"

Answer = Callable[[bytes, bytes], bytes]
"""From a request's path and body to the whole answer."""


class Broken(Exception):
    """A connection ended while something was asked over it."""


def _whole(buffer: bytes) -> int:
    """Give the length of the first message in the buffer, 0 while it is not complete."""
    head = buffer.find(_END)
    if head < 0:
        return 0
    found = _LENGTH.search(buffer, 0, head + 2)
    end = head + len(_END) + (int(found[1]) if found else 0)
    return end if len(buffer) >= end else 0


class Line(asyncio.Protocol):
    """One connection over which one request is asked at a time."""

    def __init__(self) -> None:
        self._buffer = b""
        self._waiting: asyncio.Future[int] | None = None
        self.head = b""
        """The head of the last answer."""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way out."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Hand the status over once the answer is complete."""
        self._buffer += data
        end = _whole(self._buffer)
        if end and self._waiting is not None:
            self.head = self._buffer[:end].partition(_END)[0]
            status, self._buffer = int(self._buffer[9:12]), self._buffer[end:]
            self._waiting.set_result(status)

    def connection_lost(self, _: Exception | None) -> None:
        """Tell who waits."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Broken("the connection ended without an answer"))

    async def ask(self, request: bytes) -> int:
        """Send a request and give the answer's status. Raises `Broken`."""
        if self._transport is None or self._transport.is_closing():
            raise Broken("the connection has ended")
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._waiting

    def close(self) -> None:
        """End the connection."""
        if self._transport is not None:
            self._transport.close()


async def lines(port: int, number: int) -> list[Line]:
    """Open connections."""
    loop = asyncio.get_running_loop()
    made = [await loop.create_connection(Line, "127.0.0.1", port) for _ in range(number)]
    return [line for _, line in made]


class Door(asyncio.Protocol):
    """The other end: answers each request at once, or after a pause, and tells when it has."""

    def __init__(
        self,
        answer: Answer,
        pause: Callable[[bytes, bytes], float] | None = None,
        answered: Callable[[bytes, bytes], None] | None = None,
    ) -> None:
        self._answer = answer
        self._pause = pause
        self._answered = answered
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way out."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Answer what is complete."""
        self._buffer += data
        while end := _whole(self._buffer):
            request, self._buffer = self._buffer[:end], self._buffer[end:]
            head, _, body = request.partition(_END)
            path = head.split(b" ", 2)[1]
            answer, pause = self._answer(path, body), self._pause(path, body) if self._pause else 0.0
            if pause:
                asyncio.get_running_loop().call_later(pause, self._write, path, body, answer)
            else:
                self._write(path, body, answer)

    def _write(self, path: bytes, body: bytes, answer: bytes) -> None:
        if self._answered is not None:
            self._answered(path, body)
        if self._transport is not None:
            self._transport.write(answer)


def json_answer(body: bytes) -> bytes:
    """Give a whole answer."""
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
