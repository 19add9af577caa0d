"""G7: how soon an event is acknowledged at twice the rate that comes through, and that nothing acknowledged is lost.

Twice: once with events that are only stored, once with agents' words in their chats. The rate is what a closed loop
brought directly before. What is answered with 429 or 503 and Retry-After is counted apart; Slack brings it again.
"""

from functools import partial
from itertools import cycle, islice

from bridge.bench.cores import resident
from bridge.bench.flood import Drop, Flooded, flood
from bridge.bench.loads import Ingest
from bridge.bench.measure import Measure, Trouble, quantiles
from bridge.bench.slack_side import EVENTS, signed
from bridge.bench.stand import Plan, Stand
from bridge.bench.table import Findings, Result, Series

TIMES = 2
BOUND = 1_000.0
ROUNDS = 3
LOOK, MANY = 2.0, 64
"""Seconds in which is found out what comes through, and over how many connections: so few that nothing is refused."""
MOST = 100_000
"""Requests that are prepared at most."""


async def measure_overload(plan: Plan, stand: Stand) -> Findings:
    """Run the rounds. Raises `Trouble` when an acknowledged event was lost or doubled, or an answer was a wrong one."""
    found = Findings()
    worst: list[float] = []  # for each round of the two kinds the slower one
    kinds = {"ingest": _flood_ingest, "agents' words": _flood_words}
    seen: dict[str, list[Flooded]] = {name: [] for name in kinds}
    for _ in range(plan.at_most(ROUNDS)):
        for name, work in kinds.items():
            seen[name].append(await work(plan, stand))
            await stand.shop.quiet()
            await stand.check()
        worst.append(max(quantiles(floods[-1].acknowledged)[1] for floods in seen.values()))
    for name, floods in seen.items():
        found.series.append(Series(f"bridge   overload, {name}", [_measured(one, plan.seconds) for one in floods]))
        found.remarks += [_remark(name, one, resident(stand.shop.pid)) for one in floods[-1:]]
    found.results.append(
        Result("G7", f"acknowledged at {TIMES} x the load, worst p99", BOUND, worst, at_most=True, unit="ms")
    )
    return found


async def _flood_ingest(plan: Plan, stand: Stand) -> Flooded:
    load = await stand.load("G1")
    if not isinstance(load, Ingest):
        raise TypeError("G1 is ingest")
    rate = TIMES * (await load.window(LOOK, MANY)).rate
    await stand.shop.quiet()
    count = int(min(rate * plan.seconds, MOST))
    drops = [Drop(signed(load.port, EVENTS, load.body())) for _ in range(count)]
    one = await flood(load.port, stand.shop.pid, drops, rate)
    load.stored += len(one.acknowledged)
    return one


async def _flood_words(plan: Plan, stand: Stand) -> Flooded:
    shop, ledger = stand.shop, stand.shop.ledger
    rate = TIMES * (await (await stand.load("G3")).window(LOOK)).rate
    await shop.quiet()
    count = int(min(rate * plan.seconds, MOST))
    drops: list[Drop] = []
    for chat in islice(cycle(stand.chats), count):
        number = ledger.send(chat)
        began = partial(ledger.sent.__setitem__, (chat, number))
        drops.append(Drop(stand.reply(chat, number), began, partial(ledger.refuse, chat, number)))
    # Over many connections Slack itself would not know in which order they come.
    ledger.is_ordered = False
    one = await flood(shop.port, shop.pid, drops, rate)
    await ledger.settle()
    ledger.is_ordered = True
    if ledger.sent:
        raise Trouble(f"under overload {len(ledger.sent)} acknowledged messages were lost")
    return one


def _measured(one: Flooded, seconds: float) -> Measure:
    if not one.acknowledged:
        raise Trouble("under overload nothing was acknowledged")
    return Measure.of(seconds, one.acknowledged, one.busy * seconds)


def _remark(name: str, one: Flooded, after: int) -> str:
    refused = f", p99 {quantiles(one.refused)[1]:.0f} ms" if len(one.refused) > 1 else ""
    before, most, later = (size / 1_000_000 for size in (one.memory_before, one.memory_most, after))
    return (
        f"overload, {name}, {one.asked:,.0f}/s asked: "
        f"{len(one.acknowledged)} acknowledged, {len(one.refused)} told to come later{refused}; "
        f"memory {before:.0f} MB before, {most:.0f} at most, {later:.0f} after"
    )
