"""G4: an agent's word from Teams to the customer, against a bare echo on Microsoft's library, in the same rounds."""

from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace

from bridge.bench.cores import used_by
from bridge.bench.ledger import text_of
from bridge.bench.loads import Say, Talk, post
from bridge.bench.measure import Measure, Trouble
from bridge.bench.open_chats import open_shop
from bridge.bench.relays import WARM_UP
from bridge.bench.shop import Shop
from bridge.bench.shop_settings import place
from bridge.bench.slow_sends import measure_slow_sends, slow_echoes
from bridge.bench.stand import Plan, start_module
from bridge.bench.table import Findings, Result, Series
from bridge.bench.teams_side import TeamsSide
from bridge.bench.template import make_template
from bridge.bench.wire import Line

CHATS = 400
NAMES = {"echo": "floor    botbuilder-core echo, nothing kept", "G4": "bridge   Teams to customer"}


async def measure_teams(plan: Plan) -> Findings:
    """Run the rounds, then the slow sends. Raises `Trouble` when anything was lost, doubled or out of order."""
    template = await make_template(plan.folder / "teams-template", "teams")
    async with AsyncExitStack() as stack:
        opened = open_shop(plan.folder / "teams", template, CHATS, talking=CHATS, desk="teams")
        shop = await stack.enter_async_context(opened)
        floor = TeamsSide()
        stack.callback((await floor.start()).close)
        port, pid = await start_module(stack, "bridge.bench.teams_floor", str(floor.port))
        loads = {
            "echo": Talk(floor.ledger, shop.chats, floor_hears(floor, port), port),
            "G4": Talk(shop.ledger, shop.chats, agent_says(shop), shop.port),
        }
        rounds = await _rounds(plan, shop, floor, loads, {"echo": pid, "G4": shop.pid})
        found = Findings([Series(NAMES[key], [one[key] for one in rounds]) for key in loads])
        ratios = [one["G4"].rate / one["echo"].rate for one in rounds]
        found.results.append(Result("G4", "Teams to customer / botbuilder-core echo", 1.0, ratios))
        found.add(await measure_slow_sends(shop))
        if not plan.quick:
            seconds = await slow_echoes(floor, port)
            found.remarks.append(f"40 sends by botbuilder-core, answered after 5 s: {seconds:.1f} s")
    return found


async def _rounds(
    plan: Plan, shop: Shop, floor: TeamsSide, loads: Mapping[str, Talk], pids: Mapping[str, int]
) -> Sequence[Mapping[str, Measure]]:
    rounds: list[Mapping[str, Measure]] = []
    for number in range(plan.rounds + 1):
        one: dict[str, Measure] = {}
        for key, load in loads.items():
            before = used_by(pids[key])
            seen = await load.window(plan.seconds if number else WARM_UP)
            if key == "G4":
                await shop.quiet()
            one[key] = replace(seen, cost=(used_by(pids[key]) - before) / seen.total)
        _check(shop, floor)
        if number:
            rounds.append(one)
            print(f"round {number}: " + ", ".join(f"{key} {one[key].rate:,.0f}/s" for key in one), flush=True)
    return rounds


def _check(shop: Shop, floor: TeamsSide) -> None:
    wrongs = [*shop.ledger.wrongs(), *shop.far.ledger.wrongs(), *floor.ledger.wrongs(ordered=False)]
    if wrongs or shop.refusals:
        raise Trouble(f"Teams to customer: {', '.join([*wrongs, *shop.refusals[:3]])}")


def agent_says(shop: Shop) -> Say:
    """Let the agents of a shop write in their chats' threads."""

    async def says(line: Line | None, chat: int, at: float | None) -> None:
        one, number = shop.chats[chat], shop.ledger.send(chat, at)
        await post(line, shop.far.says(shop.port, one.agent, text_of("a", chat, number), one.channel, one.thread))

    return says


def floor_hears(floor: TeamsSide, port: int) -> Say:
    """Let the echo hear messages."""

    async def hears(line: Line | None, chat: int, at: float | None) -> None:
        number = floor.ledger.send(chat, at)
        words = text_of("a", chat, number)
        await post(line, floor.says(port, "agent", words, place(chat, "teams"), str(1_700_000_000_000 + chat)))

    return hears
