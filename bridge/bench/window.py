"""A customer's window as plainly as it goes: the client's half of a WebSocket; ten thousand fit in the driver.

Rules:
1. Only what the bench meets is understood: unfragmented texts, pings, closing (https://www.rfc-editor.org/rfc/rfc6455).
2. What is sent is masked, as it must be, with zeros, which leave it as it is.
"""

import asyncio
from collections.abc import Callable
from typing import cast

from bridge.bench.measure import Trouble

AN_ADDRESS = 40
"""Windows for each address: well below what the bridge lets one open at once."""
OPENING = 60.0
"""Seconds in which a window must be open."""
_KEY = "dGhlIHNhbXBsZSBub25jZQ=="
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10
_SHORT, _MIDDLE = 126, 127
_SWITCHED = b"HTTP/1.1 101"

Hear = Callable[[bytes], None]


class Window(asyncio.Protocol):
    """One open window; `hear` is given each text."""

    __slots__ = ("_buffer", "_greeted", "_hear", "_is_open", "_live", "_request", "_until", "_why", "transport")

    def __init__(self, request: bytes, greeting: str, until: bytes, hear: Hear) -> None:
        """Say `greeting` first; the window is open when a text with `until` has come."""
        self._request = request
        self._greeted = greeting
        self._until = until
        self._hear = hear
        self._buffer = b""
        self._is_open = False
        self._why = "a window is gone"
        self._live: asyncio.Future[None] | None = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self._request)
        self._request = b""

    def data_received(self, data: bytes) -> None:
        """Take the answer to the upgrade, then frame by frame."""
        self._buffer += data
        if not self._is_open:
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if not found:
                return
            if not head.startswith(_SWITCHED):
                self._fail(f"a window was refused: {head[:60].decode(errors='replace')}")
                return
            self._is_open, self._buffer = True, rest
            self.say(self._greeted)
            self._greeted = ""
        self._frames()

    def _frames(self) -> None:
        buffer, at = self._buffer, 0
        while len(buffer) - at >= 2:  # noqa: PLR2004 - the shortest head
            size, head = buffer[at + 1] & 127, 2
            if size == _SHORT:
                head, size = 4, int.from_bytes(buffer[at + 2 : at + 4])
            elif size == _MIDDLE:
                head, size = 10, int.from_bytes(buffer[at + 2 : at + 10])
            if len(buffer) < at + head + size:
                break
            self._frame(buffer[at] & 15, buffer[at + head : at + head + size])
            at += head + size
        self._buffer = buffer[at:]

    def _frame(self, kind: int, body: bytes) -> None:
        if kind == _TEXT:
            if self._live is not None and self._until in body:
                self._live.set_result(None)
                self._live = None
            self._hear(body)
        elif kind == _PING:
            self._send(_PONG, body)
        elif kind == _CLOSE:
            self._fail(f"a window was closed: {body[2:].decode(errors='replace')}")
            self.close()

    def connection_lost(self, _: Exception | None) -> None:
        """Tell who waits for the opening."""
        self._fail("a window's connection ended")

    def _fail(self, why: str) -> None:
        self._why = why if self._why == "a window is gone" else self._why
        if self._live is not None and not self._live.done():
            self._live.set_exception(Trouble(why))

    async def opened(self) -> None:
        """Wait until it is open. Raises `Trouble`."""
        if self._live is not None:
            await asyncio.wait_for(self._live, OPENING)

    def say(self, text: str) -> None:
        """Send a text. Raises `Trouble` when the window is gone."""
        self._send(_TEXT, text.encode())

    def _send(self, kind: int, body: bytes) -> None:
        if self.transport is None or self.transport.is_closing():
            raise Trouble(self._why)
        size = len(body)
        if size < _SHORT:
            head = bytes((128 | kind, 128 | size))
        else:
            head = bytes((128 | kind, 128 | _SHORT)) + size.to_bytes(2)
        self.transport.write(head + b"\0\0\0\0" + body)

    def close(self) -> None:
        """Go, without a word."""
        if self.transport is not None:
            self.transport.close()


async def open_window(port: int, number: int, greeting: str, until: bytes, hear: Hear, *, path: str) -> Window:
    """Open one; windows of different numbers come from different addresses. Raises `Trouble`."""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {SITE}\r\nConnection: Upgrade\r\n"
        f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {_KEY}\r\n\r\n"
    )
    _, window = await asyncio.get_running_loop().create_connection(
        lambda: Window(request.encode(), greeting, until, hear), "127.0.0.1", port, local_addr=(address(number), 0)
    )
    try:
        await window.opened()
    except BaseException:
        window.close()
        raise
    return window


SITE = "http://shop.example"


def address(number: int) -> str:
    """Give the address from which a window comes; they all belong to the loopback network on Linux."""
    block = number // AN_ADDRESS
    return f"127.0.{1 + block // 200}.{1 + block % 200}"
