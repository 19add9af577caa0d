"""A window that doesn't read holds up no other and no memory: it is dropped, and comes again with its last number."""

import asyncio
import json
import socket
from collections.abc import Callable

from adapters.web.socket import Sockets
from tests.adapters.web.conftest import Browser

ID = "11111111-2222-4333-8444-555555555555"
LONG = "x" * 30_000
LINES = 400
BOUND = 512 * 1024
"""Above what aiohttp lets wait for one window, far below what is written to it here."""


async def until(look: Callable[[], bool]) -> None:
    """Wait for what real I/O brings."""
    deadline = asyncio.get_running_loop().time() + 30
    while not look():
        await asyncio.sleep(0.002)
        assert asyncio.get_running_loop().time() < deadline


def sockets_of(browser: Browser) -> Sockets:
    """Give the adapter's windows."""
    assert browser.world.adapter is not None
    return browser.world.adapter._sockets  # noqa: SLF001 - nothing else tells what is unsent


def unsent(sockets: Sockets) -> int:
    """Give how many bytes wait for windows that don't read."""
    return sum(transport.get_write_buffer_size() for transport in sockets._readers.values())  # noqa: SLF001


async def deaf_window(browser: Browser) -> socket.socket:
    """Open a window of the same visitor that says hello and never reads again."""
    host, port = browser.world.url.removeprefix("http://").split(":")
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(deaf, (host, int(port)))
    hello = json.dumps({"t": "hello", "v": 1, "token": browser.token, "conversation": None, "last_seq": 0}).encode()
    upgrade = (
        f"GET /widget/socket HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {browser.world.url}\r\n"
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    await loop.sock_sendall(deaf, upgrade.encode())
    head = b"\x81" + bytes((128 | 126,)) + len(hello).to_bytes(2)
    await loop.sock_sendall(deaf, head + b"\0\0\0\0" + hello)
    return deaf


async def test_a_window_that_does_not_read_holds_up_no_other_and_is_dropped(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("event", kind="message")
    sockets = sockets_of(browser)
    deaf = await deaf_window(browser)
    await until(lambda: sockets.count == 2 and len(sockets._readers) == 2)  # noqa: SLF001
    most = 0
    for number in range(LINES):
        await browser.world.says(f"{number} {LONG}")
        shown = await window.until("event", kind="message")
        most = max(most, unsent(sockets))
        assert shown["message"]["text"].startswith(f"{number} ")

    assert 0 < most < BOUND < LINES * len(LONG)
    sockets.drop_who_takes_nothing()
    assert sockets.count == 2
    sockets.drop_who_takes_nothing()
    await until(lambda: sockets.count == 1)
    assert unsent(sockets) == 0
    deaf.close()


async def test_a_window_that_reads_slowly_is_not_dropped(browser: Browser) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("event", kind="message")
    await window.socket.close()
    sockets = sockets_of(browser)
    await until(lambda: sockets.count == 0)
    deaf = await deaf_window(browser)
    await until(lambda: len(sockets._readers) == 1)  # noqa: SLF001
    (reader,) = sockets._readers  # noqa: SLF001
    loop = asyncio.get_running_loop()
    for _ in range(LINES):
        await browser.world.says(LONG)
    for _ in range(4):
        before = reader.seq
        while reader.seq == before:
            await loop.sock_recv(deaf, 100_000)
        sockets.drop_who_takes_nothing()

    assert reader.seq < LINES
    assert sockets.count == 1
    deaf.close()
