"""The same on the Teams desk, shorter: kills, and outages without one. `make crash ARGS="--desk teams --kills 100"`."""

import pytest

from tests.crash.campaign import Plan, carried_out
from tests.crash.report import show


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "plan",
    [Plan(seed=20271, desk="teams", kills=3, chats=4), Plan(seed=20272, desk="teams", outages=10, chats=4)],
    ids=["kills", "outages"],
)
async def test_a_chat_in_teams_loses_nothing_doubles_nothing_and_keeps_the_order(plan: Plan) -> None:
    found = await carried_out(plan, show)

    assert found.wrongs == []
    assert found.to_desk > plan.chats
    assert found.to_customers > plan.chats
