"""The bridge that is measured, as its own process; and its customers' windows."""

import asyncio
import json
import random
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bridge.bench.cores import MEASURED, on_core, used_by
from bridge.bench.ledger import Ledger, marked, text_of
from bridge.bench.looking import COMING, GOING, Look, PostgresLook, SqliteLook
from bridge.bench.measure import Trouble
from bridge.bench.shop_settings import settings
from bridge.bench.slack_side import SlackSide
from bridge.bench.teams_side import TeamsSide
from bridge.bench.window import Window, open_window
from bridge.bench.wire import Broken, lines

QUIET = 90.0
"""Seconds in which the bridge must have done all that follows from a window."""
CALM, LOOK, IDLE = 10.0, 0.25, 0.1
"""Seconds that cards and marks are waited for, which have budgets of their own; how often; the share that is idling."""
READY = 60.0
"""Seconds in which it must be ready."""
AT_ONCE = 32
"""How many windows are opened at the same time."""
SOCKET = "/widget/socket"
_SAY = '{"t":"say","id":"%s","text":"%s"}'
OK = 200


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat that is open: who writes in it, and where."""

    token: str
    agent: str
    """The platform's id."""
    channel: str
    thread: str


@dataclass(slots=True)
class Shop:
    """A bridge with its folder, and the chats that are open in it."""

    folder: Path
    far: SlackSide | TeamsSide
    storage: str = ""
    """The database's address; a file in the folder when empty."""
    agents: int = 2
    chats_each: int = 10
    ledger: Ledger = field(default_factory=Ledger)
    """Where the agents' messages arrive."""
    port: int = 0
    chats: dict[int, Chat] = field(default_factory=dict)
    windows: dict[int, Window] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    refusals: list[str] = field(default_factory=list)

    @property
    def database(self) -> Path:
        """Give the file that the chats are in, where it is one."""
        return self.folder / "bridge.db"

    @property
    def pid(self) -> int:
        """Give the process's number. Raises `Trouble` while there is none."""
        if self.process is None:
            raise Trouble("the bridge does not run")
        return self.process.pid

    async def start(self) -> float:
        """Start the bridge; give the seconds until it was ready. Raises `Trouble`."""
        self.folder.mkdir(exist_ok=True)
        self.port = self.port or free_port()
        file = self.folder / "bridge.yaml"
        file.write_text(json.dumps(self.settings()), encoding="utf-8")
        with on_core(MEASURED), (self.folder / "bridge.log").open("ab") as log:
            began = time.perf_counter()
            self.process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own command line, started once
                [sys.executable, "-m", "bridge", "serve", "-c", str(file)], stdout=log, stderr=log
            )
        await self._until(self._is_ready, "ready", READY)
        return time.perf_counter() - began

    def settings(self) -> dict[str, object]:
        """Give the configuration."""
        address, far = self.storage or f"sqlite:///{self.database}", self.far
        return settings(address, self.folder / "files", self.port, far.port, self.agents, self.chats_each, far.desk)

    async def enter(self, chats: Sequence[int]) -> None:
        """Open the windows of these chats."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> None:
            async with gate:
                self.windows[number] = await self.open(number, self.chats[number].token)

        await asyncio.gather(*(one(number) for number in chats))

    async def open(self, number: int, token: str) -> Window:
        """Open a visitor's window and wait until it shows what there is. Raises `Trouble`."""
        greeting = json.dumps({"t": "hello", "v": 1, "token": token, "conversation": None, "last_seq": 0})
        return await open_window(self.port, number, greeting, b'"live"', self._hear, path=SOCKET)

    async def stop(self) -> None:
        """Close the windows and end the bridge."""
        for window in self.windows.values():
            window.close()
        self.windows.clear()
        if self.process is not None:
            self.process.terminate()
            await asyncio.to_thread(self.process.wait)
            self.process = None

    async def quiet(self) -> None:
        """Wait until no message is on its way any more, and nothing else keeps the bridge busy. Raises `Trouble`."""
        await self._until(self._is_done, "done with what was left", QUIET)
        for _ in range(int(CALM / LOOK)):
            before = used_by(self.pid)
            await asyncio.sleep(LOOK)
            if used_by(self.pid) - before <= IDLE * LOOK:
                return

    def look(self) -> Look:
        """Give a look into the database."""
        return PostgresLook(self.storage) if self.storage else SqliteLook(self.database)

    async def count(self, statement: str) -> int:
        """Count rows in the bridge's database, from outside."""
        return await self.look().count(statement)

    def say(self, conversation: int, at: float | None = None) -> None:
        """Let a customer write."""
        number = self.far.ledger.send(conversation, at)
        key = f"c{conversation:06d}-{number:06d}"
        self.windows[conversation].say(_SAY % (key, text_of("c", conversation, number)))

    def _hear(self, data: bytes) -> None:
        if b'"refused"' in data:
            self.refusals.append(data.decode())
        found = marked(data)
        if found is not None and found[0] == "a":
            self.ledger.arrive(*found[1:])

    async def _is_done(self) -> bool:
        look = self.look()
        return await look.count(COMING) == 0 and await look.count(GOING) == 0

    async def _is_ready(self) -> bool:
        with suppress(OSError, Broken):
            (line,) = await lines(self.port, 1)
            try:
                return await line.ask(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") == OK
            finally:
                line.close()
        return False

    async def until(self, statement: str, wanted: int, what: str) -> None:
        """Wait until a count of rows is what is wanted. Raises `Trouble`."""

        async def is_so() -> bool:
            return await self.count(statement) == wanted

        await self._until(is_so, what, QUIET)

    async def _until(self, is_so: Callable[[], Awaitable[bool]], what: str, seconds: float) -> None:
        deadline = time.perf_counter() + seconds
        while not await is_so():
            if self.process is not None and self.process.poll() is not None:
                raise Trouble(f"the bridge has ended; the end of its log:\n{self.log()}")
            if time.perf_counter() > deadline:
                raise Trouble(f"the bridge was not {what} within {seconds:g} s; the end of its log:\n{self.log()}")
            await asyncio.sleep(0.02)

    def log(self) -> str:
        """Give the end of the bridge's log."""
        return (self.folder / "bridge.log").read_text(encoding="utf-8", errors="replace")[-2000:]


def free_port() -> int:
    """Find a port that nobody listens on, below those that Linux gives to outgoing connections of their own."""
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise Trouble("no port is free between 20000 and 32000")
