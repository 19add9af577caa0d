"""Run crashes or outages by hand: `python -m tests.crash --kills 200`, what `make crash` does."""

import argparse
import asyncio
import secrets
import sys
from collections.abc import Sequence

from tests.crash.campaign import RETRIES, WORKSPACES, Plan, carried_out
from tests.crash.report import show

SLACKS_OWN = (0.0, 60.0, 300.0)


def main(arguments: Sequence[str]) -> int:
    """Carry a plan out; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--desk", choices=list(WORKSPACES), default="slack", help="which desk (default %(default)s)")
    parser.add_argument("--kills", type=int, default=0, help="how often the process is killed")
    parser.add_argument("--outages", type=int, default=0, help="how often the platform goes away (after the kills)")
    parser.add_argument("--chats", type=int, default=12, help="how many chats there are at first (default %(default)s)")
    parser.add_argument("--seed", type=int, default=None, help="repeat the plan of a run")
    parser.add_argument("--no-history", action="store_true", help="the token may not read the channel's history")
    parser.add_argument(
        "--retries", choices=["short", "slack"], default="short", help="Slack's pauses before it repeats an event"
    )
    given = parser.parse_args(arguments)
    if not given.kills and not given.outages:
        given.kills = 20
    plan = Plan(
        seed=secrets.randbelow(1_000_000) if given.seed is None else given.seed,
        kills=given.kills,
        outages=given.outages,
        chats=given.chats,
        desk=given.desk,
        history=not given.no_history,
        retry_seconds=SLACKS_OWN if given.retries == "slack" else RETRIES,
        patience=600.0 if given.retries == "slack" else 200.0,
    )
    print(f"seed {plan.seed}", flush=True)
    found = asyncio.run(carried_out(plan, show))
    return 1 if found.wrongs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
