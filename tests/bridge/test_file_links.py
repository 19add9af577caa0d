"""Signed links to files: each opens one file until a time, and nothing else (T13)."""

import asyncio
import hmac
from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bridge.file_links import LIFETIME, FileLinks
from core.messages import Media
from tests.adapters.web.ports import MemoryFiles
from tests.clock import FakeClock

CONTENT = b"<script>alert(1)</script>"


async def pieces() -> AsyncIterator[bytes]:
    """Give the bytes of a file."""
    yield CONTENT


@dataclass
class Stage:
    """A kept file, the links, and somebody who follows them."""

    links: FileLinks
    media: Media
    client: TestClient[web.Request, web.Application]
    clock: FakeClock
    files: MemoryFiles

    def path(self) -> str:
        """Give the link's path."""
        return self.links.address(self.media).removeprefix("https://bridge.example")

    async def status(self, path: str) -> int:
        """Follow a path."""
        async with self.client.get(path) as answer:
            return answer.status


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Keep a file and serve the links."""
    clock, files = FakeClock(), MemoryFiles()
    media = await files.put("läbel <1>.html", "text/html", pieces(), 100)
    links = FileLinks("a secret", "https://bridge.example/", files, clock.bridge)
    app = web.Application()
    app.add_routes(links.routes())
    async with TestClient(TestServer(app)) as client:
        yield Stage(links, media, client, clock, files)


async def test_a_link_gives_the_file_as_something_to_keep_and_never_to_run(stage: Stage) -> None:
    async with stage.client.get(stage.path()) as answer:
        assert (answer.status, await answer.read()) == (200, CONTENT)
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''l%C3%A4bel%20%3C1%3E.html"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]


async def test_who_looks_before_loading_gets_the_head_and_no_byte_more(stage: Stage) -> None:
    address = stage.client.make_url(stage.path())
    assert address.host is not None
    reader, writer = await asyncio.open_connection(address.host, address.port)
    writer.write(f"HEAD {address.raw_path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())

    answer = await reader.read()
    writer.close()

    assert answer.startswith(b"HTTP/1.1 200")
    assert f"Content-Length: {len(CONTENT)}".encode() in answer
    assert answer.endswith(b"\r\n\r\n")


async def test_a_link_dies_with_its_time(stage: Stage) -> None:
    path = stage.path()
    await stage.clock.advance(LIFETIME.total_seconds() - 1)
    assert await stage.status(path) == 200
    await stage.clock.advance(1)
    assert await stage.status(path) == 404


async def test_a_link_opens_no_other_file_and_cannot_be_made_longer(stage: Stage) -> None:
    other = await stage.files.put("other.txt", "text/plain", pieces(), 100)
    _, _, ticket = stage.path().rpartition("/")
    until, _, signature = ticket.partition(".")
    assert await stage.status(f"/file/{other.file}/{ticket}") == 404
    assert await stage.status(f"/file/{stage.media.file}/{int(until) + 9}.{signature}") == 404
    assert await stage.status(f"/file/{stage.media.file}/nonsense") == 404


@pytest.mark.parametrize("until", ["9" * 5000, "²", "-1", ""])
async def test_a_time_that_is_none_is_refused_though_it_is_signed(stage: Stage, until: str) -> None:
    words = f"file\n{stage.media.file}\n{until}".encode()
    signature = hmac.new(b"a secret", words, sha256).hexdigest()
    assert await stage.status(f"/file/{stage.media.file}/{until}.{signature}") == 404


async def test_a_file_that_is_gone_looks_like_a_link_that_is_wrong(stage: Stage) -> None:
    path = stage.path()
    stage.files.kept.clear()
    assert await stage.status(path) == 404
