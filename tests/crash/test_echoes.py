"""The worst crash where history can't be read: many posts stand in Slack, and neither answers nor echoes were heard.

Slack repeats an event that nobody took after a minute (https://docs.slack.dev/apis/events-api#retries); until then
nobody can know what arrived, so waiting for it is what keeps agents from reading everything twice.
"""

import time

import pytest

from tests.crash.campaign import Plan, Run, a_run
from tests.crash.report import show
from tests.crash.slack_workspace import SlackWorkspace

CHATS = 8


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("history", [True, False], ids=["history readable", "history refused"])
async def test_a_crash_with_many_posts_in_flight_repeats_at_most_one_of_them(*, history: bool) -> None:
    retries = (0.0, 60.0, 300.0) if not history else (0.0, 2.0, 6.0)
    plan = Plan(seed=20266, chats=CHATS, history=history, retry_seconds=retries)
    async with a_run(plan) as run:
        await _dies_with_everything_unheard(run)
        await run.bridge.start()
        run.end_troubles()
        await run.rest()
        found = await run.verdict()
        show(run, found)

    assert found.wrongs == []
    assert found.repeated <= 1


async def _dies_with_everything_unheard(run: Run) -> None:
    await run.stop_talking()
    await run.rest()
    faults = run.workspace.playground.faults
    faults.add("chat.postMessage", "slow_answer", times=None, delay_ms=30_000)
    faults.add("events", "delay", times=None, delay_ms=1_000)
    for window in run.windows:
        window.say()
    before = len(run.workspace.copies())
    await run.until(lambda: len(run.workspace.copies()) >= before + CHATS, "all posts at Slack", 10)
    await run.bridge.kill()
    run.crashes.append(time.time())
    for fault in faults.listed():
        if fault["method"] == "events":
            faults.remove(fault["id"])
    # The process stays away until Slack has tried every echo twice.
    workspace = run.workspace
    assert isinstance(workspace, SlackWorkspace)
    await run.until(lambda: workspace.all_is_put_off, "Slack to put its echoes off", 10)
