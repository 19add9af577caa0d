"""Fuzz for longer than CI does: `python -m tests.fuzz --minutes 30`, what `make fuzz` runs.

Each round tries every group of doors from a new seed, in turns on a file and on PostgreSQL. What breaks a rule is
printed with the seed that repeats it; in the end, how often each door was knocked at and how it was answered.
"""

import argparse
import secrets
import sys
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack

from tests import servers
from tests.fuzz.campaign import Tally, Trial, carry_out, groups
from tests.fuzz.doors import OF_DESK
from tests.fuzz.floor import prepare

DATABASES = ("sqlite", "postgres")


class Campaign:
    """What was tried so far."""

    def __init__(self, server: servers.Postgres | None) -> None:
        """Take the server for what is tried on PostgreSQL."""
        self._server = server
        self.tally: Tally = Counter()
        self.broken: list[str] = []

    def tries(self, trial: Trial, database: str) -> None:
        """Try one group of doors."""
        again = f"--desk {trial.desk} --group {trial.group!r} --seed {trial.seed} --database {database}"
        print(again, flush=True)
        with ExitStack() as stack:
            if database == "postgres" and self._server is not None:
                url = stack.enter_context(self._server.database(self._server.template("fuzz", prepare)))
                trial = Trial(trial.desk, trial.group, trial.examples, trial.seed, url)
            try:
                carry_out(trial, self.tally)
            except Exception:  # noqa: BLE001 - whatever it was, the other doors are tried as well
                traceback.print_exc()
                print(f"repeat: {again}", flush=True)
                self.broken.append(again)

    def report(self, seconds: float) -> str:
        """Tell how often each door was knocked at, with the answers, and how many rules were broken."""
        doors: dict[str, Counter[int]] = {}
        for (door, status), number in self.tally.items():
            doors.setdefault(door, Counter())[status] += number
        lines = [
            f"{door:45} {sum(answers.values()):6}  "
            + ", ".join(f"{status}: {number}" for status, number in sorted(answers.items()))
            for door, answers in sorted(doors.items())
        ]
        made = sum(self.tally.values())
        rate = f"{made} requests by {len(doors)} doors in {seconds:.0f} s, {made / seconds:.1f} a second"
        return "\n".join([*lines, f"{rate}; {len(self.broken)} rules broken", *self.broken])


def main(arguments: Sequence[str]) -> int:
    """Try until the time is over; 1 when a rule was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long (default %(default)s)")
    parser.add_argument("--desk", choices=sorted(OF_DESK), help="on one desk alone")
    parser.add_argument("--group", help="one group of doors alone, such as 'the widget'")
    parser.add_argument("--seed", type=int, help="begin with the seed of another run")
    parser.add_argument("--database", choices=DATABASES, help="on one database alone")
    parser.add_argument("--examples", type=int, default=30, help="of one door in one round (default %(default)s)")
    given = parser.parse_args(arguments)
    seed, began = secrets.randbelow(1_000_000) if given.seed is None else given.seed, time.monotonic()
    with ExitStack() as stack:
        server = None if given.database == "sqlite" else stack.enter_context(servers.postgres())
        campaign = Campaign(server)
        _goes_round(campaign, given, seed, began + given.minutes * 60)
    print(campaign.report(time.monotonic() - began), flush=True)
    return 1 if campaign.broken else 0


def _goes_round(campaign: Campaign, given: argparse.Namespace, seed: int, until: float) -> None:
    """Try group after group until the time is over; a desk's turn on the one database is another's on the other."""
    for round_ in range(1_000_000):
        for number, desk in enumerate([given.desk] if given.desk else sorted(OF_DESK)):
            database = given.database or DATABASES[(round_ + number) % len(DATABASES)]
            for group in [given.group] if given.group else groups(desk):
                campaign.tries(Trial(desk, group, given.examples, seed + round_), database)
                if time.monotonic() > until:
                    return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
