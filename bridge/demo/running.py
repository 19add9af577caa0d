"""`bridge demo`: start the world and say where to look, or play one chat and print it."""

import argparse
import sys
from collections.abc import Awaitable

from bridge.cli.demo_options import MOVING
from bridge.cli.logs import set_up
from bridge.cli.serving import run, until_told
from bridge.demo.desks import Desks
from bridge.demo.expert_story import play_with_expert
from bridge.demo.moving_story import play_moving
from bridge.demo.story import play
from bridge.demo.world import Addresses, World, world
from config.server import Log
from playground.changes import DeadlineMissedError

WHERE = {
    Desks.SLACK: "A customer's shop and the team's Slack, side by side: write in the shop's chat, accept in Slack, "
    "answer in the\n    thread.",
    Desks.TEAMS: "A customer's shop and the team's Microsoft Teams, side by side: write in the shop's chat, accept in "
    "Teams, answer\n    below the card.",
    Desks.BOTH: "A customer's shop beside the team's Slack and Microsoft Teams: write in the shop's chat, accept in "
    "Slack, answer in\n    the thread. The shop's page “Companies” leads to Teams.",
}

PHONE = (
    "Or take the phone, Messenger or WhatsApp, at the top of the page, and write to the shop: all come to the same\n"
    "    agents."
)


def demo(options: argparse.Namespace) -> int:
    """Run the demo; give the exit code."""
    if options.expert and options.channel not in (None, "web"):
        print("bridge demo: --expert plays a chat of the web. Leave out --channel, or --expert.", file=sys.stderr)
        return 2
    set_up(Log.model_validate({"level": "warning"}))
    codes: list[int] = []

    async def main() -> None:
        codes.append(await (_once(options) if options.once else _stay(options)))

    run(main)
    return codes[0]


def _addresses(options: argparse.Namespace, bridge: int, playground: int) -> Addresses:
    return Addresses(
        options.host,
        bridge if options.port is None else options.port,
        playground if options.playground_port is None else options.playground_port,
    )


async def _stay(options: argparse.Namespace) -> int:
    desks = Desks(options.desk or Desks.BOTH)
    async with world(_addresses(options, 8080, 8090), desks, options.expert or "") as running:
        print(f"""
  Deskbridge is running.

    Open {running.playground.url}/?desk={desks}
    {WHERE[desks]}
    {PHONE}

    The bridge listens on {running.url}. Ctrl-C ends both.
""")
        await until_told()
    return 0


async def _play(running: World, options: argparse.Namespace) -> int:
    if options.expert:
        return await play_with_expert(running, options.expert)
    if options.channel == MOVING:
        return await play_moving(running)
    return await play(running, options.channel or "web")


async def to_the_end(desk: str, story: Awaitable[int]) -> int:
    """Give a story's exit code; where a side never saw what it waited for, say so in a sentence."""
    try:
        return await story
    except (TimeoutError, DeadlineMissedError) as missed:
        why = str(missed).strip().rstrip(".") or "something did not come in time"
        print(f"bridge demo: the chat at {desk} stopped half-way: {why}. {LOOK}", file=sys.stderr)
        return 1


LOOK = "What the bridge says of it stands above; on a busy machine try again."


async def _once(options: argparse.Namespace) -> int:
    """Play the chat at each desk that is asked for, one after the other; with an expert at another where it is said."""
    codes: list[int] = []
    for name in Desks(options.desk or Desks.SLACK).names:
        async with world(_addresses(options, 0, 0), Desks(name), options.expert or "") as running:
            codes.append(await to_the_end(name, _play(running, options)))
    return max(codes)
