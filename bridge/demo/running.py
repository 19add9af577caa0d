"""`bridge demo`: start the world and say where to look, or play one chat and print it."""

import argparse

from bridge.cli.logs import set_up
from bridge.cli.serving import run, until_told
from bridge.demo.story import play
from bridge.demo.world import Addresses, world
from config.server import Log


def demo(options: argparse.Namespace) -> int:
    """Run the demo; give the exit code."""
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
    async with world(_addresses(options, 8080, 8090)) as running:
        print(f"""
  Deskbridge is running.

    Open {running.playground.url}
    A customer's shop and the team's Slack, side by side: write in the shop's chat, accept in Slack, answer in the
    thread.

    The bridge listens on {running.url}. Ctrl-C ends both.
""")
        await until_told()
    return 0


async def _once(options: argparse.Namespace) -> int:
    async with world(_addresses(options, 0, 0)) as running:
        return await play(running)
