"""G9 and G14: 100,000 open chats. The rate among them against that among 1,000; and how soon the bridge is ready."""

import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

from adapters.web.ids import parse_contact
from adapters.web.inbound import Around, Speaker, wrote
from bridge.bench.copies import Copies
from bridge.bench.ledger import WORDS
from bridge.bench.measure import Measure, Trouble
from bridge.bench.open_chats import open_shop
from bridge.bench.relays import run_round
from bridge.bench.shop import Shop
from bridge.bench.slack_side import SlackSide
from bridge.bench.stand import Plan, Stand
from bridge.bench.table import Findings, Result, Series
from bridge.handlers import lanes
from bridge.store.codec import dump
from core.ids import ChannelName, ConversationId, ExternalRef, QueueId

FEW = 1_000
AGENTS = 200
"""As many in both, so that only the chats differ."""
TALKING = 900
RATE_BOUND, READY_BOUND = 0.90, 2.0
WAYS = {"G2": "customer to Slack", "G3": "Slack to customer"}
OUTGOING, INCOMING = 10_000, 1_000
STARTS = 3


async def measure_many(plan: Plan) -> Findings:
    """Talk among few and among many, in turns. Raises `Trouble` when anything was lost, doubled or out of order."""
    sizes = (FEW, plan.open_chats)
    rounds: list[dict[tuple[str, int], Measure]] = []
    async with AsyncExitStack() as stack:
        stands = {size: await stack.enter_async_context(_stand(plan, size)) for size in sizes}
        for stand in stands.values():
            await run_round(stand, list(WAYS), 1.0)
        for number in range(1, plan.at_most(plan.rounds) + 1):
            one: dict[tuple[str, int], Measure] = {}
            for way in WAYS:
                for size, stand in stands.items():
                    one[way, size] = (await run_round(stand, [way], plan.seconds))[way]
            rounds.append(one)
            print(f"round {number}: " + ", ".join(f"{way} {size:,}: {m.rate:,.0f}/s" for (way, size), m in one.items()))
    return _findings(rounds, sizes)


def _findings(rounds: Sequence[dict[tuple[str, int], Measure]], sizes: tuple[int, int]) -> Findings:
    few, many = sizes
    found = Findings()
    for way, name in WAYS.items():
        for size in sizes:
            found.series.append(Series(f"bridge   {name}, {size:,} open", [one[way, size] for one in rounds]))
        if not all(one[way, few].rate for one in rounds):
            raise Trouble(f"{name}: nothing came through within a window; give longer ones with --seconds")
        ratios = [one[way, many].rate / one[way, few].rate for one in rounds]
        id = "G9" if way == "G2" else "G9b"
        found.results.append(Result(id, f"{name}, {many:,} open chats / {few:,}", RATE_BOUND, ratios))
    return found


@asynccontextmanager
async def _stand(plan: Plan, chats: int) -> AsyncIterator[Stand]:
    folder = plan.folder / f"many-{chats}"
    async with AsyncExitStack() as stack:
        opened = open_shop(folder, plan.of_template(), chats, talking=min(TALKING, chats), agents=AGENTS)
        shop = await stack.enter_async_context(opened)
        yield Stand(shop, sorted(shop.chats), folder, stack)


async def measure_start(plan: Plan) -> Findings:
    """Start on many chats with much to do, several times from the same state. Raises `Trouble`."""
    folder = plan.folder / "start"
    folder.mkdir()
    far = SlackSide()
    server = await far.start()
    shop = Shop(folder, far, agents=AGENTS, chats_each=-(-plan.open_chats // AGENTS))
    kept = folder / "kept.db"
    began = time.perf_counter()
    Copies(plan.of_template(), AGENTS).fill(kept, plan.open_chats)
    going, coming = make_pending(kept, OUTGOING, INCOMING)
    took = time.perf_counter() - began
    full: list[float] = []
    empty: list[float] = []
    try:
        for number in range(plan.at_most(STARTS)):
            for times, source in ((full, kept), (empty, plan.of_template().empty)):
                for old in folder.glob("bridge.db*"):
                    old.unlink()
                shutil.copyfile(source, shop.database)
                times.append(await shop.start())
                await shop.stop()
            print(f"start {number + 1}: ready after {full[-1]:.2f} s; with no chats {empty[-1]:.2f} s", flush=True)
    finally:
        await shop.stop()
        server.close()
    what = f"ready, {plan.open_chats:,} chats, {going:,} + {coming:,} rows"
    details = {"with_no_chats": [round(one, 3) for one in empty]}
    remark = f"start: {min(empty):.2f} s with no chats; {took:.0f} s to make the {plan.open_chats:,}"
    result = Result("G14", what, READY_BOUND, full, at_most=True, unit="s", details=details)
    return Findings(results=[result], remarks=[remark])


def make_pending(database: Path, outgoing: int, incoming: int) -> tuple[int, int]:
    """Let messages wait to be sent, and others to be handled; give how many there are of each."""
    with closing(sqlite3.connect(database, isolation_level=None)) as conn:
        conn.execute("BEGIN")
        posts = 'SELECT id FROM outbox WHERE body LIKE \'%"kind":"post"%\' ORDER BY id LIMIT ?'
        going = conn.execute(
            f"UPDATE outbox SET state = 'pending', attempts = 0, ref = NULL WHERE id IN ({posts})",  # noqa: S608
            (outgoing,),
        ).rowcount
        wanted = "SELECT id, contact, channel, queue FROM conversation ORDER BY number DESC LIMIT ?"
        rows = [_came_in(row) for row in conn.execute(wanted, (incoming,)).fetchall()]
        names = ", ".join(rows[0])
        marks = ", ".join("?" * len(rows[0]))
        conn.executemany(f"INSERT INTO inbox ({names}) VALUES ({marks})", [tuple(row.values()) for row in rows])  # noqa: S608
        conn.execute("COMMIT")
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return going, len(rows)


def _came_in(row: Sequence[str]) -> dict[str, object]:
    """Give the inbox row of a customer's word that nobody has handled yet."""
    conversation, contact, channel, queue = row
    now = datetime.now(UTC)
    speaker = Speaker(ChannelName(channel), parse_contact(ExternalRef(contact)), QueueId(queue))
    inbound = wrote(speaker, "waits-since-before", WORDS, (), Around(), now)
    at = now.replace(tzinfo=None).isoformat(" ")
    return {
        "source": inbound.source,
        "dedupe": inbound.dedupe,
        "lane": lanes.of_conversation(ConversationId(conversation)),
        "state": "pending",
        "due_at": at,
        "attempts": 0,
        "added_at": at,
        "payload": dump(inbound),
    }
