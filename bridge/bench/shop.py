"""The bridge that is measured, as its own process; its customers, and what stands in its database."""

import asyncio
import json
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, TCPConnector, WSMsgType

from bridge.bench.cores import MEASURED, on_core
from bridge.bench.ledger import MARKER, Ledger, text_of
from bridge.bench.slack_side import SECRET, TEAM, SlackSide, event, signed
from bridge.bench.wire import lines

SITE = "http://shop.example"
QUIET = 90.0
"""Seconds in which the bridge must have done all that follows from a window."""
PLACES = 20
AN_ADDRESS = 40
"""Windows for each address: the bridge lets no address open more than 60 at once."""
AT_ONCE = 16
CHATS_EACH = 10
"""How many chats an agent has."""


class Trouble(Exception):
    """The run can't go on; the message says why."""


@dataclass(slots=True)
class Shop:
    """A running bridge with open chats."""

    folder: Path
    far: SlackSide
    ledger: Ledger = field(default_factory=Ledger)
    """Where the agents' messages arrive."""
    port: int = 0
    windows: list[ClientWebSocketResponse] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None
    agents: list[str] = field(default_factory=list)
    """For each conversation Slack's id of its agent."""
    refusals: list[str] = field(default_factory=list)
    _sessions: list[ClientSession] = field(default_factory=list)
    _readers: list[asyncio.Task[None]] = field(default_factory=list)

    async def open(self, chats: int) -> None:
        """Start the bridge and open chats that an agent has. Raises `Trouble`."""
        self.port = free_port()
        file = self.folder / "bridge.yaml"
        file.write_text(json.dumps(_settings(self.folder, self.port, self.far.port, _agents(chats))), encoding="utf-8")
        with on_core(MEASURED), (self.folder / "bridge.log").open("wb") as log:
            self.process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own command line, started once
                [sys.executable, "-m", "bridge", "serve", "-c", str(file)], stdout=log, stderr=log
            )
        await self._until(self._is_ready, "ready", 30)
        await self._agents_are_ready(_agents(chats))
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> None:
            async with gate:
                await self._window(number)

        await asyncio.gather(*(one(number) for number in range(chats)))
        await self.far.ledger.settle()
        active = "SELECT count(*) FROM conversation WHERE status = 'active'"
        await self._until(lambda: self._is(active, chats), "done with accepting the chats", QUIET)
        await self.quiet()
        self.agents = self._owners()

    async def close(self) -> None:
        """Close the windows and end the bridge."""
        for window in self.windows:
            with suppress(ClientError, OSError):
                await window.close()
        for session in self._sessions:
            await session.close()
        await asyncio.gather(*self._readers, return_exceptions=True)
        if self.process is not None:
            self.process.terminate()
            await asyncio.to_thread(self.process.wait)

    async def quiet(self) -> float:
        """Wait until nothing is left to do; give how many seconds that took."""
        began = time.perf_counter()
        await self._until(self._is_done, "done with what was left", QUIET)
        return time.perf_counter() - began

    def count(self, statement: str) -> int:
        """Count rows in the bridge's database, from outside."""
        with closing(self._connect()) as conn:
            found: int = conn.execute(statement).fetchone()[0]
            return found

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{self.folder / 'bridge.db'}?mode=ro", uri=True)

    async def _agents_are_ready(self, agents: list[str]) -> None:
        """Let each agent say so, in a direct message to the bot."""
        (line,) = await lines(self.port, 1)
        for agent in agents:
            status = await line.ask(signed(self.port, "/slack/events", event("!ready", "D0AGENT", user=agent)))
            if status != 200:  # noqa: PLR2004 - stored
                raise Trouble(f"the bridge answered {status} to an agent's word")
        line.close()
        ready = "SELECT count(*) FROM agent WHERE body LIKE '%\"ready\"%'"
        await self._until(lambda: self._is(ready, len(agents)), "told that the agents are ready", 10)

    def _owners(self) -> list[str]:
        """Find in the database whose chat each is: agents are called in it as they are in Slack."""
        statement = (
            "SELECT thread.thread, agents FROM conversation JOIN thread ON thread.conversation = conversation.id"
        )
        with closing(self._connect()) as conn:
            owners = {str(thread).rpartition("/")[2]: str(agents).upper() for thread, agents in conn.execute(statement)}
        return [owners[ts] for _, (_, ts) in sorted(self.far.threads.items())]

    async def _window(self, number: int) -> None:
        """Open a customer's window and say the first word."""
        connector = TCPConnector(local_addr=(f"127.0.0.{2 + number // AN_ADDRESS}", 0))
        session = ClientSession(connector=connector, headers={"Origin": SITE})
        self._sessions.append(session)
        at = f"http://127.0.0.1:{self.port}/widget"
        async with session.post(f"{at}/session", json={"queue": "support"}) as answer:
            if not answer.ok:
                raise Trouble(f"the bridge refused a visitor: {answer.status}")
            token = (await answer.json())["token"]
        window = await session.ws_connect(f"{at}/socket")
        await window.send_json({"t": "hello", "v": 1, "token": token, "conversation": None, "last_seq": 0})
        while len(self.windows) <= number:
            self.windows.append(window)
        self.windows[number] = window
        self._readers.append(asyncio.create_task(self._read(window)))
        await self.say(number)

    async def say(self, conversation: int) -> None:
        """Let a customer write."""
        number = self.far.ledger.send(conversation)
        key = f"c{conversation:06d}-{number:06d}"
        await self.windows[conversation].send_str(
            f'{{"t":"say","id":"{key}","text":"{text_of("c", conversation, number)}"}}'
        )

    async def _read(self, window: ClientWebSocketResponse) -> None:
        async for message in window:
            if message.type is not WSMsgType.TEXT:
                continue
            data: str = message.data
            if '"refused"' in data:
                self.refusals.append(data)
            found = MARKER.search(data.encode())
            if found is not None and found[1] == b"a":
                self.ledger.arrive(int(found[2]), int(found[3]))

    def _is(self, statement: str, wanted: int) -> bool:
        return self.count(statement) == wanted

    def _is_done(self) -> bool:
        coming = "SELECT count(*) FROM inbox WHERE state IN ('pending', 'claimed')"
        going = "SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'parked')"
        return self.count(coming) == 0 and self.count(going) == 0

    def _is_ready(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    async def _until(self, is_so: Callable[[], bool], what: str, seconds: float) -> None:
        deadline = time.perf_counter() + seconds
        while not is_so():
            if self.process is not None and self.process.poll() is not None:
                raise Trouble(f"the bridge has ended; the end of its log:\n{self.log()}")
            if time.perf_counter() > deadline:
                raise Trouble(f"the bridge was not {what} within {seconds:g} s; the end of its log:\n{self.log()}")
            await asyncio.sleep(0.05)

    def log(self) -> str:
        """Give the end of the bridge's log."""
        return (self.folder / "bridge.log").read_text(encoding="utf-8", errors="replace")[-2000:]


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _agents(chats: int) -> list[str]:
    """Give Slack's ids of as many agents as so many chats need, and some."""
    return [f"U0AGENT{number:02d}" for number in range(chats // CHATS_EACH + 2)]


def _settings(folder: Path, port: int, far: int, agents: list[str]) -> dict[str, object]:
    """Give the configuration: chats are given to an agent at once, and Slack's limits are lifted."""
    url = f"http://127.0.0.1:{port}"
    return {
        "server": {"port": port, "public_url": url},
        "storage": {"url": f"sqlite:///{folder / 'bridge.db'}", "files": str(folder / "files")},
        "queues": {
            "support": {
                "title": "Support",
                "desk": "slack",
                "places": [f"C0BENCH{number:02d}" for number in range(PLACES)],
                "auto_answer": True,
                "wrap_up": {"mode": "none"},
            }
        },
        "agents": {
            agent.lower(): {
                "name": f"Agent {agent}",
                "ids": {"slack": f"{TEAM}/{agent}"},
                "queues": ["support"],
                "capacity": CHATS_EACH,
            }
            for agent in agents
        },
        "channels": {"web": {"queue": "support", "allowed_origins": [SITE], "token_secret": SECRET}},
        "desks": {
            "slack": {
                "team": TEAM,
                "bot_token": "xoxb-bench",
                "signing_secret": SECRET,
                "api_url": f"http://127.0.0.1:{far}/api",
                "keeps_limits": False,
            }
        },
    }
