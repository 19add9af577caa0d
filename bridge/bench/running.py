"""`bridge bench`: make a chat to copy, run the parts that are asked for, print the tables, write the results."""

import argparse
import sys
import tempfile
from collections.abc import Awaitable, Callable, Collection
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

from bridge.bench.added_latency import measure_latency
from bridge.bench.choosing import measure_choosing
from bridge.bench.cores import MEASURING, allow_many_handles, machine, on_core
from bridge.bench.idle_windows import measure_idle
from bridge.bench.many_chats import measure_many, measure_start
from bridge.bench.measure import Trouble
from bridge.bench.open_chats import open_shop
from bridge.bench.overload import measure_overload
from bridge.bench.postgres_ingest import measure_postgres
from bridge.bench.published import block, publish, put_into
from bridge.bench.relays import RATIOS, measure_relays
from bridge.bench.sms_burst import measure_sms
from bridge.bench.soak import soak
from bridge.bench.stand import Plan, Stand
from bridge.bench.table import Findings, table
from bridge.bench.teams_relay import measure_teams
from bridge.bench.template import make_template
from bridge.bench.wire import Broken
from bridge.cli.serving import run

FOLDER = Path("bench")
RELAYED = tuple(one.id for one in RATIOS)
GOALS = (*RELAYED, "G4", "G6", "G7", "G8", "G9", "G12", "G14", "G15", "D4")
_ON_THEIR_OWN: dict[str, Callable[[Plan], Awaitable[Findings]]] = {
    "D4": measure_choosing,
    "G4": measure_teams,
    "G8": measure_idle,
    "G9": measure_many,
    "G12": measure_postgres,
    "G14": measure_start,
    "G15": measure_sms,
}


def bench(options: argparse.Namespace) -> int:
    """Run it; give the exit code."""
    wanted = goals(options.only)
    codes: list[int] = []
    allow_many_handles()

    async def main() -> None:
        plan = _plan(options, Path(folder))
        try:
            plan = replace(plan, template=await make_template(plan.folder / "template"))
            codes.append(await soak(plan, options.soak) if options.soak else await _bench(plan, wanted, options.into))
        except (Trouble, Broken) as trouble:
            print(f"bridge bench: {trouble}", file=sys.stderr)
            codes.append(1)

    FOLDER.mkdir(exist_ok=True)
    # Beside the results and not in the folder for temporary files, which may be no disk at all.
    with tempfile.TemporaryDirectory(prefix="run-", dir=FOLDER.absolute()) as folder, on_core(MEASURING):
        run(main)
    return codes[0]


def goals(only: str | None) -> tuple[str, ...]:
    """Read which goals are asked for; all, when nothing is said. Raises `Trouble` for one that isn't there."""
    if not only:
        return GOALS
    asked = {word.strip().upper() for word in only.split(",") if word.strip()}
    if unknown := asked.difference(GOALS):
        raise Trouble(f"there is no goal {', '.join(sorted(unknown))}; there are {', '.join(GOALS)}")
    return tuple(goal for goal in GOALS if goal in asked)


def _plan(options: argparse.Namespace, folder: Path) -> Plan:
    if options.quick:
        return Plan(folder, rounds=2, seconds=2.0, chats=700, sockets=1_000, open_chats=10_000, quick=True)
    return Plan(
        folder, options.rounds, options.seconds, options.chats, options.sockets, options.open_chats, quick=False
    )


async def _bench(plan: Plan, wanted: Collection[str], into: Path | None) -> int:
    shape = f"{plan.rounds} rounds of {plan.seconds:g} s"
    print(f"{shape}; {machine()}; {', '.join(wanted)}", flush=True)
    found, failed = Findings(), list[str]()
    for name, part in _parts(plan, wanted):
        print(f"-- {name}", flush=True)
        try:
            found.add(await part())
        except (Trouble, Broken) as trouble:
            failed.append(f"{name}: {trouble}")
            print(f"bridge bench: {failed[-1]}", file=sys.stderr)
    print("\n" + table(found))
    publish(FOLDER, found, shape, failed)
    if into is not None and not failed:
        put_into(into, block(found, shape))
    return 1 if failed else 0


def _parts(plan: Plan, wanted: Collection[str]) -> list[tuple[str, Callable[[], Awaitable[Findings]]]]:
    """Give what is to be done, in its order; G1 to G7 and G13 stand on one bridge."""
    parts: list[tuple[str, Callable[[], Awaitable[Findings]]]] = []
    together = [one for one in wanted if one not in _ON_THEIR_OWN]
    if together:
        parts.append((", ".join(together), lambda: _on_one_stand(plan, together)))
    for one in wanted:
        if one in _ON_THEIR_OWN:
            work = _ON_THEIR_OWN[one]
            parts.append((one, lambda work=work: work(plan)))  # type: ignore[misc] # a default of a lambda has no type
    return parts


async def _on_one_stand(plan: Plan, wanted: Collection[str]) -> Findings:
    found = Findings()
    folder = plan.folder / "stand"
    async with AsyncExitStack() as stack:
        opened = open_shop(folder, plan.of_template(), plan.chats, talking=plan.chats)
        shop = await stack.enter_async_context(opened)
        stand = Stand(shop, sorted(shop.chats), folder, stack)
        if set(wanted) & set(RELAYED):
            found.add(await measure_relays(plan, wanted, stand))
        if "G6" in wanted:
            found.add(await measure_latency(plan, stand))
        if "G7" in wanted:
            found.add(await measure_overload(plan, stand))
    return found
