"""G12: durable ingest on PostgreSQL, against asyncpg alone with grouped inserts. The server is on the driver's core."""

from contextlib import AsyncExitStack
from dataclasses import replace

from bridge.bench.cores import used_by
from bridge.bench.loads import Ingest
from bridge.bench.looking import STORED
from bridge.bench.measure import Measure, Trouble
from bridge.bench.postgres_server import NoPostgres, postgres_server
from bridge.bench.shop import Shop
from bridge.bench.slack_side import NOBODY, SlackSide
from bridge.bench.stand import Plan, missing, start_floor
from bridge.bench.table import Findings, Result, Series

WHAT = "durable ingest on PostgreSQL / floor e"
BOUND = 0.60
NAMES = {"floor": "floor e  ingest, PostgreSQL, grouped", "bridge": "bridge   ingest, PostgreSQL"}


async def measure_postgres(plan: Plan) -> Findings:
    """Run the rounds. Raises `Trouble` when an acknowledged event is not stored once."""
    try:
        async with AsyncExitStack() as stack:
            url = await stack.enter_async_context(postgres_server(plan.folder))
            return await _measure(plan, stack, url)
    except NoPostgres as why:
        return Findings(results=[Result("G12", WHAT, BOUND, why_not=str(why))])


async def _measure(plan: Plan, stack: AsyncExitStack, url: str) -> Findings:
    floor = await start_floor(stack, "postgres", url)
    far = SlackSide()
    stack.callback((await far.start()).close)
    shop = Shop(plan.folder / "postgres", far, storage=url)
    stack.push_async_callback(shop.stop)
    await shop.start()
    loads = {"floor": (Ingest(floor.port), floor.pid), "bridge": (Ingest(shop.port), shop.pid)}
    rounds: list[dict[str, Measure]] = []
    for number in range(plan.at_most(plan.rounds) + 1):
        one: dict[str, Measure] = {}
        for name, (load, pid) in loads.items():
            before = used_by(pid)
            seen = await load.window(plan.seconds if number else 1.0)
            await shop.quiet()
            one[name] = replace(seen, cost=(used_by(pid) - before) / seen.total)
        if number:  # the first one only warms up
            rounds.append(one)
            print(f"round {number}: " + ", ".join(f"{name} {one[name].rate:,.0f}/s" for name in one), flush=True)
    wrong = missing(loads["bridge"][0].stored, await shop.count(STORED.format(NOBODY)))
    wrong += missing(loads["floor"][0].stored, await shop.count("SELECT count(*) FROM floor_inbox"))
    if wrong:
        raise Trouble(f"PostgreSQL: {'; '.join(wrong)}")
    series = [Series(NAMES[name], [one[name] for one in rounds]) for name in loads]
    ratios = [one["bridge"].rate / one["floor"].rate for one in rounds]
    return Findings(series, [Result("G12", WHAT, BOUND, ratios)])
