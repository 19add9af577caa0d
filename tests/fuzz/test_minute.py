"""A minute of fuzzing: every door of the bridge, from a seed that is always the same."""

from collections.abc import Iterator

import pytest

from tests.fuzz.campaign import Trial, carry_out, groups
from tests.fuzz.doors import OF_DESK

SEED = 6
EXAMPLES = {"the widget": 150, "the pages": 150}
"""How many of a group that has many doors."""
FEW = 60


def _trials() -> Iterator[Trial]:
    for desk in OF_DESK:
        for group in groups(desk):
            if desk == "slack" or group in OF_DESK[desk]:  # the doors of customers are the same beside each desk
                yield Trial(desk, group, EXAMPLES.get(group, FEW), SEED)


@pytest.mark.slow
@pytest.mark.parametrize("trial", list(_trials()), ids=lambda one: f"{one.desk}-{one.group}")
def test_nothing_that_strangers_send_breaks_a_rule(trial: Trial) -> None:
    carry_out(trial)
