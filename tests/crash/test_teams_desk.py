"""The same on the Teams desk, shorter: kills, and outages without one. `make crash ARGS="--desk teams --kills 100"`.

As much is said as the Slack runs ask: ten messages to each side for each kill, and a third of one for each outage and
chat, as two hundred are for fifty outages of twelve chats.
"""

import pytest

from tests.crash.campaign import Plan, carried_out
from tests.crash.report import show


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("history", [True, False], ids=["history readable", "history refused"])
async def test_a_killed_process_loses_nothing_doubles_nothing_and_keeps_the_order_in_teams(*, history: bool) -> None:
    plan = Plan(seed=20271, desk="teams", kills=3, chats=4, history=history)

    found = await carried_out(plan, show)

    assert found.wrongs == []
    assert found.to_desk > 10 * plan.kills
    assert found.to_customers > 10 * plan.kills


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_outages_of_teams_repeat_nothing() -> None:
    plan = Plan(seed=20272, desk="teams", outages=15, chats=4)

    found = await carried_out(plan, show)

    assert found.wrongs == []
    assert found.repeated == 0
    assert found.to_desk > plan.outages * plan.chats / 3
    assert found.to_customers > plan.outages * plan.chats / 3
