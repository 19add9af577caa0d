"""Slack goes away and comes back fifty times while the bridge stays up: nothing is lost, twice or out of order."""

import pytest

from tests.crash.campaign import Plan, carried_out
from tests.crash.report import show


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_fifty_outages_lose_nothing_double_nothing_and_keep_the_order() -> None:
    found = await carried_out(Plan(seed=20263, outages=50), show)

    assert found.wrongs == []
    assert found.repeated == 0
    assert found.to_desk > 200
    assert found.to_customers > 200
