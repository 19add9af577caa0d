"""Half a minute of fuzzing, of a processor's time: every door of the bridge, from a seed that is always the same."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.fuzz.campaign import BY_SUITE, SOCKET, Tally, Trial, carry_out, groups
from tests.fuzz.doors import OF_DESK

SEED = 6
EACH = 12
"""How often each door is knocked at; more often where most can be sent."""
MORE = {"POST /slack/events": 40, "POST /slack/interactivity": 40, "POST /slack/commands": 40}
MORE |= {"POST /teams/messages": 40, "text messages": 24, "messengers": 24, SOCKET: 40, "nowhere": 40}
REFUSED = 400


def _trials() -> Iterator[Trial]:
    for desk in OF_DESK:
        for group in groups(desk):
            if desk == "slack" or group in OF_DESK[desk] or group == BY_SUITE:  # the rest is the same on each desk
                yield Trial(desk, group, MORE.get(group, EACH), SEED)


@pytest.mark.slow
@pytest.mark.parametrize("trial", list(_trials()), ids=lambda one: f"{one.desk}-{one.group}")
def test_nothing_that_strangers_send_breaks_a_rule(trial: Trial) -> None:
    tally: Tally = Counter()
    carry_out(trial, tally)

    knocked = {door for door, _ in tally}
    assert knocked == set(groups(trial.desk)[trial.group])
    assert trial.group in CLOSED or min(status for _, status in tally) < REFUSED, "nobody came in at all"


CLOSED = frozenset({"nowhere"})
"""Where there is nothing to come in to."""
