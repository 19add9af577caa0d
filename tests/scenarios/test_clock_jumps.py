"""The machine's clock is set forward or back under way: talk goes on, in order and once.

Slack takes and gives only what is signed within five minutes, so that a clock further off than that stops all talk
until it is right again, whatever the bridge does.
"""

import pytest

from tests.scenarios.platform import Call
from tests.scenarios.scenes import talking
from tests.scenarios.world import a_world

HOUR, DAY = 3_600.0, 86_400.0


@pytest.mark.parametrize("seconds", [DAY, HOUR, -60.0, -HOUR, -DAY])
async def test_after_the_clock_was_set_talk_goes_on(seconds: float) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await customer.says("before")
        await world.desk.shows("before")
        world.clock.jump(seconds)
        for number in range(6):  # more than any budget's burst
            await customer.says(f"line {number}")
            await ada.writes(f"answer {number}")
        await world.desk.shows("line 5")
        await customer.hears("answer 5")
        lines = await world.desk.lines()
        assert [one for one in lines if one.startswith("line")] == [f"line {n}" for n in range(6)]
        assert customer.texts() == [f"answer {n}" for n in range(6)]


@pytest.mark.parametrize("seconds", [DAY, HOUR, -60.0, -280.0])
async def test_what_waits_for_another_try_is_late_by_no_more_than_the_clock_was_set_back(seconds: float) -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        world.desk.fails(Call.POST, "429", retry_after=7)
        await customer.says("patience")
        await world.until(world.desk.refusals, "Slack's refusal")
        world.clock.jump(seconds)
        await world.passes(7 + max(0, -seconds))
        assert (await world.desk.lines()).count("patience") == 1
