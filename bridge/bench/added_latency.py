"""G6: what the bridge adds to a message's way at a steady 200 a second, over the same way where nothing is kept.

Beside it stands the same way with its rows committed: what a disk's syncs alone take at this rate.
"""

from bridge.bench.cores import used_by
from bridge.bench.measure import Measure
from bridge.bench.paced import Pace
from bridge.bench.stand import Plan, Stand, heard
from bridge.bench.table import Findings, Result, Series

RATE = 200.0
WAYS = {"customer to Slack": "", "Slack to customer": ", Slack to customer"}
BOUNDS = {"p50": 1.0, "p99": 5.0}
FLOOR = "floor a  200/s, nothing kept"
DURABLE_FLOOR = "floor b  200/s, grouped commits"
FLOORS = {FLOOR: "relay", DURABLE_FLOOR: "durable-relay"}


async def measure_latency(plan: Plan, stand: Stand) -> Findings:
    """Run the rounds. Raises `Trouble` when anything was lost, doubled or out of order."""
    shop, floors = stand.shop, {name: await stand.floor(kind) for name, kind in FLOORS.items()}
    paces = {
        **{name: (Pace(one.side.ledger, stand.chats, heard(one), one.port), one.pid) for name, one in floors.items()},
        "customer to Slack": (Pace(shop.far.ledger, stand.chats, stand.customer_says, None), shop.pid),
        "Slack to customer": (Pace(shop.ledger, stand.chats, stand.agent_says, shop.port), shop.pid),
    }
    rounds: list[dict[str, Measure]] = []
    for number in range(plan.at_most(plan.rounds) + 1):
        one = {}
        for name, (pace, pid) in paces.items():
            before = used_by(pid)
            seen = await pace.window(RATE, plan.seconds if number else 1.0)
            await shop.quiet()
            one[name] = Measure(
                seen.rate, seen.p50, seen.p99, seen.busy, seen.total, (used_by(pid) - before) / seen.total
            )
        await stand.check()
        if number:  # the first one only warms up
            rounds.append(one)
            print(f"round {number}: " + ", ".join(f"{name} {one[name].p50:.2f} ms" for name in one), flush=True)
    for pace, _ in paces.values():
        pace.close()
    series = [
        Series(name if name in FLOORS else f"bridge   200/s, {name}", [one[name] for one in rounds]) for name in paces
    ]
    results = [_result(way, which, rounds) for way in WAYS for which in BOUNDS]
    return Findings(series, results)


def _result(way: str, which: str, rounds: list[dict[str, Measure]]) -> Result:
    added = [getattr(one[way], which) - getattr(one[FLOOR], which) for one in rounds]
    id = "G6" if way == "customer to Slack" else "G6b"
    what = f"added latency at {RATE:g}/s, {which}{WAYS[way]}"
    return Result(id if which == "p50" else f"{id}-{which}", what, BOUNDS[which], added, at_most=True, unit="ms")
