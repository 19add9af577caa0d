"""Fuzz for longer than CI does: `python -m tests.fuzz --minutes 30`, what `make fuzz` runs.

Each round tries every group of doors from a new seed. What breaks a rule is printed with the seed that repeats it.
"""

import argparse
import secrets
import sys
import time
import traceback
from collections.abc import Sequence

from tests.fuzz.campaign import Trial, carry_out, groups
from tests.fuzz.doors import OF_DESK


def main(arguments: Sequence[str]) -> int:
    """Try until the time is over; 1 when a rule was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long (default %(default)s)")
    parser.add_argument("--desk", choices=sorted(OF_DESK), help="on one desk alone")
    parser.add_argument("--group", help="one group of doors alone, such as 'the widget'")
    parser.add_argument("--seed", type=int, help="begin with the seed of another run")
    parser.add_argument("--examples", type=int, default=150, help="of one group in one round (default %(default)s)")
    given = parser.parse_args(arguments)
    seed = secrets.randbelow(1_000_000) if given.seed is None else given.seed
    until = time.monotonic() + given.minutes * 60
    broken = tried = 0
    while True:
        for desk in [given.desk] if given.desk else sorted(OF_DESK):
            for group in [given.group] if given.group else groups(desk):
                broken += not _passes(Trial(desk, group, given.examples, seed))
                tried += given.examples
                if time.monotonic() > until:
                    print(f"{tried} examples, {broken} rules broken")
                    return 1 if broken else 0
        seed += 1


def _passes(trial: Trial) -> bool:
    print(f"{trial.desk}: {trial.group}, seed {trial.seed}", flush=True)
    try:
        carry_out(trial)
    except Exception:  # noqa: BLE001 - whatever it was, the other doors are tried as well
        traceback.print_exc()
        print(f"repeat: --desk {trial.desk} --group '{trial.group}' --seed {trial.seed}", flush=True)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
