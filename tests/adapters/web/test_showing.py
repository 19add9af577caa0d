"""What a window is sent in one write, and what goes frame by frame."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any, cast

import pytest
from aiohttp import web

from adapters.web.showing import TOGETHER, show_in

ACK, LINE = {"t": "ack", "id": "11111111"}, {"t": "event", "seq": 1, "text": "ü" * 200}


class Wire(asyncio.WriteTransport):
    """A connection: what is written to it, and how much of it the other side has yet to take."""

    def __init__(self, untaken: int = 0, *, closing: bool = False) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self._untaken = untaken
        self._closing = closing

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written.append(bytes(data))

    def is_closing(self) -> bool:
        return self._closing

    def get_write_buffer_size(self) -> int:
        return self._untaken


class Socket:
    """aiohttp's side of a window, which frames and waits by itself."""

    def __init__(self, *, closed: bool = False) -> None:
        self.closed = closed
        self.sent: list[dict[str, Any]] = []

    async def send_frame(self, message: bytes, _: int) -> None:
        self.sent.append(json.loads(message))


async def shown(wire: Wire, *frames: dict[str, Any], closed: bool = False) -> list[dict[str, Any]]:
    """Show frames; give what went through aiohttp's own framing."""
    socket = Socket(closed=closed)
    await show_in(cast("web.WebSocketResponse[bool]", socket), wire)(*frames)
    return socket.sent


def texts(data: bytes) -> Iterator[dict[str, Any]]:
    """Read whole, unmasked texts: https://www.rfc-editor.org/rfc/rfc6455#section-5.2."""
    while data:
        assert data[0] == 0x81
        size, head = data[1], 2
        if size == 126:
            size, head = int.from_bytes(data[2:4]), 4
        yield json.loads(data[head : head + size])
        data = data[head + size :]


async def test_an_acknowledgement_and_its_line_leave_in_one_write() -> None:
    wire = Wire()

    assert await shown(wire, ACK, LINE) == []
    assert [list(texts(one)) for one in wire.written] == [[ACK, LINE]]


@pytest.mark.parametrize("length", [125, 126, 127, 5_000])
async def test_frames_of_any_length_can_be_read(length: int) -> None:
    wire, frame = Wire(), {"t": "x" * (length - len(json.dumps({"t": ""}, separators=(",", ":"))))}

    await shown(wire, frame, ACK)

    assert [frame, ACK] == [one for data in wire.written for one in texts(data)]


async def test_one_frame_goes_as_the_server_has_it() -> None:
    assert await shown(Wire(), ACK) == [ACK]


@pytest.mark.parametrize("wire", [Wire(untaken=1), Wire(closing=True)])
async def test_who_has_not_taken_all_or_is_leaving_gets_frame_by_frame(wire: Wire) -> None:
    assert await shown(wire, ACK, LINE) == [ACK, LINE]
    assert wire.written == []


async def test_a_closed_window_is_written_nothing_past_the_server() -> None:
    wire = Wire()

    assert await shown(wire, ACK, LINE, closed=True) == [ACK, LINE]
    assert wire.written == []


async def test_what_is_too_long_for_one_write_goes_frame_by_frame() -> None:
    long = {"t": "x" * TOGETHER}

    assert await shown(Wire(), ACK, long) == [ACK, long]
