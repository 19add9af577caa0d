"""A bridge in this process on the system's clock, a bare far side that only answers and counts, and windows.

Rules:
1. The bridge is as it is shipped, but for Slack's budget of posts: `post_limit: none`.
2. The far side checks nothing, so that a hundred thousand sends take minutes and not hours.
3. `FULL` says whether a test goes to the size that docs/operations.md promises, or to one fit for every run.
"""

import asyncio
import json
import os
import re
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from adapters.web.ids import Visitor, make_visitor
from adapters.web.sessions import Sessions
from bridge.app import Server
from bridge.bench.shop_settings import settings
from bridge.bench.slack_side import SECRET, SlackSide
from bridge.bench.window import Window, open_window
from bridge.bootstrap import Bridge, build
from bridge.cli.settings import read
from bridge.file_handles import allow_many
from core.ids import QueueId
from tests.servers import free_port

FULL = os.environ.get("DESKBRIDGE_PRESSURE") == "full"
DEADLINE = 3000.0 if FULL else 90.0
"""Real seconds for a condition."""
_TEXT = re.compile(rb"(backlog|hello) (\d+)")


class FarSide(SlackSide):
    """Slack, which notes in which order the tests' texts arrive."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.arrived: list[str] = []

    def _posted(self, body: bytes) -> bytes:
        found = _TEXT.search(body)
        if found is not None and b"thread_ts" in body:  # a root card shows words too
            self.arrived.append(f"{found[1].decode()} {int(found[2])}")
        return super()._posted(body)


@dataclass(slots=True)
class Visit:
    """A visitor with an open window, and what was heard."""

    visitor: Visitor
    window: Window
    heard: list[bytes]

    def says(self, text: str) -> None:
        """Write to the bridge."""
        self.window.say(json.dumps({"t": "say", "id": str(uuid4()), "text": text, "files": []}))

    def has_heard(self, text: str) -> bool:
        """Tell whether a frame carried a text."""
        return any(text.encode() in frame for frame in self.heard)


@dataclass(slots=True)
class Shop:
    """What a test touches."""

    bridge: Bridge
    far: FarSide
    port: int
    folder: Path
    visits: list[Visit] = field(default_factory=list)
    opened: int = 0

    async def opens(self) -> Visit:
        """Let somebody new open a window; some of them share an address."""
        visitor, heard = make_visitor(), list[bytes]()
        sessions = Sessions([SECRET], timedelta(days=1))
        token = sessions.issue(visitor, QueueId("support"), datetime.now(UTC)).text
        hello = json.dumps({"t": "hello", "v": 1, "token": token, "conversation": None, "last_seq": 0})
        self.opened += 1
        window = await open_window(self.port, self.opened, hello, b'"live"', heard.append, path="/widget/socket")
        self.visits.append(visit := Visit(visitor, window, heard))
        return visit

    async def until(self, look: Callable[[], object], what: str) -> None:
        """Wait for what real I/O brings. Raises `AssertionError` when it does not come."""
        deadline = asyncio.get_running_loop().time() + DEADLINE
        while not look():
            assert asyncio.get_running_loop().time() < deadline, f"it did not come: {what}"
            await asyncio.sleep(0.005)


@asynccontextmanager
async def a_shop() -> AsyncIterator[Shop]:
    """Start a far side and a bridge; end both."""
    allow_many()
    far = FarSide()
    server = await far.start()
    with tempfile.TemporaryDirectory(prefix="deskbridge-pressure-") as name:
        folder, port = Path(name), free_port()
        file = folder / "bridge.yaml"
        told = settings(f"sqlite:///{folder / 'bridge.db'}", folder / "files", port, far.port, agents=1, chats_each=1)
        file.write_text(json.dumps(told), encoding="utf-8")
        bridge = await build(read([file], {}))
        serving = Server(bridge, "127.0.0.1", port)
        await serving.start()
        shop = Shop(bridge, far, port, folder)
        try:
            yield shop
        finally:
            for visit in shop.visits:
                visit.window.close()
            await serving.stop()
            server.close()
