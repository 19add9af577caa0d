"""The process is killed again and again under load, with a Slack that lies: nothing is lost, twice or out of order.

20 kills here, in two runs side by side; `make crash ARGS="--kills 200"` for as many as one likes. The report is shown
with `pytest -s`.
"""

import asyncio

import pytest

from tests.crash.campaign import Plan, carried_out
from tests.crash.report import show

PATIENT = (0.0, 4.0, 30.0)
"""Pauses before an event is repeated where nothing but it tells what arrived: a loaded machine starts a bridge in ten
seconds and more. Slack's own last try is after five minutes: https://docs.slack.dev/apis/events-api#retries"""
PLANS = (Plan(seed=20261, kills=14), Plan(seed=20262, kills=6, history=False, retry_seconds=PATIENT))


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_a_killed_process_loses_nothing_doubles_nothing_and_keeps_the_order() -> None:
    for plan, found in zip(PLANS, await asyncio.gather(*(carried_out(one, show) for one in PLANS)), strict=True):
        assert found.wrongs == [], plan
        assert found.to_desk > 10 * plan.kills
        assert found.to_customers > 10 * plan.kills
