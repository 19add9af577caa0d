"""Everything that stands there to be measured: a bridge with open chats, and the floors, each with its own far side."""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bridge.bench.cores import MEASURED, on_core
from bridge.bench.ledger import text_of
from bridge.bench.loads import Ingest, Say, Talk, post
from bridge.bench.looking import STORED, SqliteLook
from bridge.bench.measure import Trouble
from bridge.bench.shop import Shop
from bridge.bench.slack_side import EVENTS, NOBODY, SlackSide, event, signed
from bridge.bench.template import Template
from bridge.bench.wire import Line


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, how much, and where."""

    folder: Path
    rounds: int
    seconds: float
    chats: int
    sockets: int
    open_chats: int
    quick: bool
    template: Template | None = None

    def at_most(self, rounds: int) -> int:
        """Give how many rounds a part makes that takes long or differs little; one when all is to be quick."""
        return 1 if self.quick else min(self.rounds, rounds)

    def of_template(self) -> Template:
        """Give the chat that all others are copies of. Raises `Trouble` when there is none."""
        if self.template is None:
            raise Trouble("no chat was made to copy")
        return self.template


@dataclass(frozen=True, slots=True)
class FloorProcess:
    """A floor that runs."""

    port: int
    pid: int
    side: SlackSide
    database: str


async def start_floor(stack: AsyncExitStack, kind: str, database: str) -> FloorProcess:
    """Start a floor with a far side of its own; both end with the stack. Raises `Trouble`."""
    side = SlackSide()
    stack.callback((await side.start()).close)
    port, pid = await start_module(stack, "bridge.bench.floors", kind, str(side.port), database)
    return FloorProcess(port, pid, side, database)


async def start_module(stack: AsyncExitStack, module: str, *arguments: str) -> tuple[int, int]:
    """Start a module that prints its port; give port and process. It ends with the stack. Raises `Trouble`."""
    with on_core(MEASURED):
        process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own module, started once
            [sys.executable, "-m", module, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
    stack.push_async_callback(_end, process)
    said = await asyncio.to_thread(process.stdout.readline) if process.stdout else b""
    if not said.strip():
        raise Trouble(f"{module} did not start: {' '.join(arguments)}")
    return int(said), process.pid


async def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    await asyncio.to_thread(process.wait)
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


@dataclass(slots=True)
class Stand:
    """A bridge, the floors that are asked for, and what checks them."""

    shop: Shop
    chats: Sequence[int]
    folder: Path
    stack: AsyncExitStack
    floors: dict[str, FloorProcess] = field(default_factory=dict)
    loads: dict[str, Talk | Ingest] = field(default_factory=dict)

    async def load(self, key: str) -> Talk | Ingest:
        """Give the closed loop through one system; a floor is started when it is first asked for."""
        if key not in self.loads:
            self.loads[key] = await self._made(key)
        return self.loads[key]

    async def floor(self, kind: str) -> FloorProcess:
        """Give a floor, started when it is first asked for."""
        if kind not in self.floors:
            self.floors[kind] = await start_floor(self.stack, kind, str(self.folder / f"{kind}.db"))
        return self.floors[kind]

    def pid(self, key: str) -> int:
        """Give the process that a load goes through."""
        return self.floors[key].pid if key in self.floors else self.shop.pid

    async def _made(self, key: str) -> Talk | Ingest:
        match key:
            case "G1":
                return Ingest(self.shop.port)
            case "G2":
                return Talk(self.shop.far.ledger, self.chats, self.customer_says, None, rests=True)
            case "G3":
                return Talk(self.shop.ledger, self.chats, self.agent_says, self.shop.port)
            case "ingest":
                return Ingest((await self.floor(key)).port)
            case _:
                floor = await self.floor(key)
                return Talk(floor.side.ledger, self.chats, heard(floor), floor.port)

    async def customer_says(self, _: Line | None, chat: int, at: float | None) -> None:
        """Let the customer of a chat write."""
        self.shop.say(chat, at)

    async def agent_says(self, line: Line | None, chat: int, at: float | None) -> None:
        """Let the agent of a chat write in its thread."""
        number = self.shop.ledger.send(chat, at)
        await post(line, self.reply(chat, number))

    def reply(self, chat: int, number: int) -> bytes:
        """Give the request with which Slack delivers an agent's word."""
        one = self.shop.chats[chat]
        return signed(self.shop.port, EVENTS, event(text_of("a", chat, number), one.channel, one.thread, one.agent))

    async def check(self) -> None:
        """Raise `Trouble` when something was lost, doubled or out of order, or refused."""
        shop = self.shop
        wrongs = {"customer to Slack": shop.far.ledger.wrongs(), "Slack to customer": shop.ledger.wrongs()}
        # A floor that posts without a queue of its own promises no order.
        wrongs |= {f"floor {kind}": one.side.ledger.wrongs(ordered=False) for kind, one in self.floors.items()}
        wrongs["customers"] = shop.refusals[:3]
        if isinstance(load := self.loads.get("G1"), Ingest):
            wrongs["ingest"] = missing(load.stored, await shop.count(STORED.format(NOBODY)))
        if isinstance(load := self.loads.get("ingest"), Ingest):
            look = SqliteLook(Path(self.floors["ingest"].database))
            wrongs["floor ingest"] = missing(load.stored, await look.count("SELECT count(*) FROM inbox"))
        told = [f"{where}: {', '.join(what)}" for where, what in wrongs.items() if what]
        if told:
            raise Trouble("; ".join(told))


def heard(floor: FloorProcess) -> Say:
    """Let a floor hear messages."""
    return partial(_hears, floor)


async def _hears(floor: FloorProcess, line: Line | None, chat: int, at: float | None) -> None:
    number = floor.side.ledger.send(chat, at)
    body = event(text_of("a", chat, number), "C0BENCH00", f"1600000000.{chat:06d}")
    await post(line, signed(floor.port, EVENTS, body))


def missing(acknowledged: int, stored: int) -> list[str]:
    """Say when not each event that was acknowledged is stored, once."""
    return [] if stored == acknowledged else [f"{acknowledged} events were acknowledged and {stored} are stored"]
