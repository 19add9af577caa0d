"""`bridge bench`: start everything, run the rounds, print the table, write `bench/latest.json`."""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from bridge.bench.cores import MEASURED, MEASURING, machine, on_core, used_by
from bridge.bench.ledger import text_of
from bridge.bench.loads import Ingest, Measure, Talk, post
from bridge.bench.shop import Shop, Trouble
from bridge.bench.slack_side import NOBODY, SlackSide, event
from bridge.bench.table import GOALS, NAMES, Round, result, table
from bridge.bench.wire import Broken, Line
from bridge.cli.serving import run

FOLDER = Path("bench")
RELAYS = ("relay", "durable-relay", "bolt")
WAYS = ("G1", "G2", "G3")
WARM_UP = 2.0
STORED = "SELECT count(*) FROM inbox WHERE source = 'slack' AND dedupe >= 'message:{0}:' AND dedupe < 'message:{0};'"


@dataclass(slots=True)
class Bench:
    """Everything that a round needs."""

    shop: Shop
    measured: dict[str, Talk | Ingest] = field(default_factory=dict)
    sides: dict[str, SlackSide] = field(default_factory=dict)
    databases: dict[str, Path] = field(default_factory=dict)
    processes: dict[str, int] = field(default_factory=dict)

    async def round(self, seconds: float) -> Round:
        """Run every floor and every way through the bridge, one after the other."""
        found: dict[str, Measure] = {}
        for key in NAMES:
            before = used_by(self.processes[key])
            seen = await self.measured[key].window(seconds)
            await self.shop.quiet()
            found[key] = replace(seen, cost=(used_by(self.processes[key]) - before) / seen.total)
        self.check()
        return found

    def check(self) -> None:
        """Raise `Trouble` when something was lost, doubled or out of order, or refused."""
        shop = self.shop
        wrongs = {"customer to Slack": shop.far.ledger.wrongs(), "Slack to customer": shop.ledger.wrongs()}
        wrongs |= {f"floor {key}": side.ledger.wrongs(ordered=False) for key, side in self.sides.items()}
        wrongs["customers"] = shop.refusals[:3]
        wrongs["ingest"] = self._missing("G1", shop.count(STORED.format(NOBODY)))
        with closing(sqlite3.connect(f"file:{self.databases['ingest']}?mode=ro", uri=True)) as conn:
            wrongs["floor ingest"] = self._missing("ingest", conn.execute("SELECT count(*) FROM inbox").fetchone()[0])
        told = [f"{where}: {', '.join(what)}" for where, what in wrongs.items() if what]
        if told:
            raise Trouble("; ".join(told))

    def _missing(self, key: str, stored: int) -> list[str]:
        load = self.measured[key]
        known = load.stored if isinstance(load, Ingest) else 0
        return [] if stored == known else [f"{known} events were acknowledged and {stored} are stored"]


def bench(options: argparse.Namespace) -> int:
    """Run it; give the exit code."""
    codes: list[int] = []

    async def main() -> None:
        try:
            codes.append(await _bench(options, Path(folder)))
        except (Trouble, Broken) as trouble:
            print(f"bridge bench: {trouble}", file=sys.stderr)
            codes.append(1)

    FOLDER.mkdir(exist_ok=True)
    # Beside the results and not in the folder for temporary files, which may be no disk at all.
    with tempfile.TemporaryDirectory(prefix="run-", dir=FOLDER.absolute()) as folder, on_core(MEASURING):
        run(main)
    return codes[0]


async def _bench(options: argparse.Namespace, folder: Path) -> int:
    rounds, seconds = (2, 2.0) if options.quick else (options.rounds, options.seconds)
    async with _started(folder, options.chats) as all_of_it:
        print(f"{rounds} rounds of {seconds:g} s for each of {len(NAMES)}; {machine()}", flush=True)
        await all_of_it.round(WARM_UP)
        done: list[Round] = []
        for number in range(1, rounds + 1):
            done.append(await all_of_it.round(seconds))
            rates = ", ".join(f"{way} {done[-1][way].rate:,.0f}/s" for way in WAYS)
            print(f"round {number}: {rates}", flush=True)
    results = [result(goal, done) for goal in GOALS]
    print("\n" + table(done, results))
    entries = {"machine": machine(), "rounds": rounds, "seconds": seconds, "goals": [one.entry() for one in results]}
    (FOLDER / "latest.json").write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")
    return 0


@asynccontextmanager
async def _started(folder: Path, chats: int) -> AsyncIterator[Bench]:
    """Start the bridge, its far side, and the floors with theirs; end them all."""
    async with AsyncExitStack() as stack:
        far = SlackSide()
        stack.callback((await far.start()).close)
        shop = Shop(folder, far)
        stack.push_async_callback(shop.close)
        await shop.open(chats)
        made = Bench(shop)
        made.measured["G1"] = Ingest(shop.port)
        made.measured["G2"] = Talk(far.ledger, chats, lambda _, chat: shop.say(chat), None, rests=True)
        made.measured["G3"] = Talk(shop.ledger, chats, partial(_agent_says, shop), shop.port)
        made.processes = dict.fromkeys(WAYS, shop.process.pid if shop.process else 0)
        for kind in (*RELAYS, "ingest"):
            await _floor(stack, made, folder, kind, chats)
        yield made


async def _floor(stack: AsyncExitStack, made: Bench, folder: Path, kind: str, chats: int) -> None:
    """Start a floor and add it."""
    side = SlackSide()
    stack.callback((await side.start()).close)
    database = folder / f"{kind}.db"
    with on_core(MEASURED):
        process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own module, started once
            [sys.executable, "-m", "bridge.bench.floors", kind, str(side.port), str(database)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
    stack.callback(process.terminate)
    said = process.stdout.readline() if process.stdout else b""
    if not said.strip():
        raise Trouble(f"the floor {kind} did not start")
    port = int(said)
    made.databases[kind] = database
    made.processes[kind] = process.pid
    if kind == "ingest":
        made.measured[kind] = Ingest(port)
        return
    made.sides[kind] = side
    made.measured[kind] = Talk(side.ledger, chats, partial(_event_says, side, port), port)


async def _agent_says(shop: Shop, line: Line | None, chat: int) -> None:
    """Let the agent of a chat write in its thread."""
    channel, thread = shop.far.threads[chat]
    number = shop.ledger.send(chat)
    await post(line, shop.port, event(text_of("a", chat, number), channel, thread, shop.agents[chat]))


async def _event_says(side: SlackSide, port: int, line: Line | None, chat: int) -> None:
    """Let a floor hear a message."""
    number = side.ledger.send(chat)
    await post(line, port, event(text_of("a", chat, number), "C0BENCH00", f"1600000000.{chat:06d}"))
