"""What a window is sent: frame by frame, or several in one write to the system.

Rules:
1. An acknowledgement and the line that follows it leave together: each write to a socket is a call of the system, which
   costs more than all that is computed for a frame.
2. Together goes only what fits, to a window that has taken all that it was sent; else each frame waits its turn, as
   aiohttp has it. So what is on the way to a window stays bounded.

A frame of the server's is not masked, and its head is its length: https://www.rfc-editor.org/rfc/rfc6455#section-5.2
"""

import asyncio
import json
from collections.abc import Awaitable
from typing import Any, Protocol

import orjson
from aiohttp import WSMsgType, web

Frame = dict[str, Any]
TOGETHER = 32 * 1024
"""Bytes that go in one write, at the most."""
_TEXT, _SHORT, _MIDDLE = b"\x81", 126, b"\x81\x7e"


class Show(Protocol):
    """Shows frames in a window, in order."""

    def __call__(self, *frames: Frame) -> Awaitable[None]:
        """Show them. Raises `ConnectionError` when the window is gone."""
        ...


def show_in(socket: "web.WebSocketResponse[bool]", transport: asyncio.WriteTransport) -> Show:
    """Give what shows frames in a window."""

    async def show(*frames: Frame) -> None:
        texts = [_dumped(frame) for frame in frames]
        if len(texts) > 1 and sum(map(len, texts)) <= TOGETHER and _takes_all(socket, transport):
            transport.write(b"".join([piece for text in texts for piece in (_head(len(text)), text)]))
            return
        for text in texts:
            await socket.send_frame(text, WSMsgType.TEXT)

    return show


def _takes_all(socket: "web.WebSocketResponse[bool]", transport: asyncio.WriteTransport) -> bool:
    """Tell whether a window is there, and has been given all that it was sent."""
    return not (socket.closed or transport.is_closing() or transport.get_write_buffer_size())


def _head(size: int) -> bytes:
    """Give the head of a whole text; `TOGETHER` keeps it below what needs a longer one."""
    return _TEXT + bytes((size,)) if size < _SHORT else _MIDDLE + size.to_bytes(2)


def _dumped(frame: Frame) -> bytes:
    try:
        return orjson.dumps(frame)
    except TypeError:  # half a character, which the standard library escapes and orjson refuses
        return json.dumps(frame).encode()
