"""Agents who go away with chats in hand: after a time the chats go to somebody else, as the queue says."""

import pytest

from tests.scenarios.platform import Call
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import a_world

REQUEUE = {"queues": {"support": {"agent_gone": {"after": "5m", "action": "requeue"}}}}
TRANSFER = {
    "queues": {
        "support": {"agent_gone": {"after": "5m", "action": "transfer", "to": "sales"}},
        "sales": {"offer_mode": "ring"},
    },
    "agents": {"ada": {"queues": ["support"]}, "grace": {"queues": ["sales"]}},
}


@pytest.mark.workers
async def test_the_chats_of_an_agent_who_is_gone_are_offered_to_another_and_she_is_told() -> None:
    async with a_world(REQUEUE) as world:
        ada, customer = await talking(world)
        [grace] = await ready(world, "grace")
        await ada.opens_home()
        await ada.goes_away()
        await world.passes(440)
        await world.desk.shows(sentence("thread_agent_gone", agent="ada"))
        await grace.accepts()
        await customer.hears("Grace is here now.")
        await ada.is_told(sentence("gone_taken", number=1))
        await ada.home_shows(sentence("home_not_ready"))


async def test_they_go_to_another_queue_where_the_queue_says_so() -> None:
    async with a_world(TRANSFER) as world:
        ada, customer = await talking(world)
        [grace] = await ready(world, "grace")
        await ada.goes_away()
        await world.passes(440)
        await grace.accepts()
        await grace.writes("I go on with it")
        await customer.hears("I go on with it")


async def test_whoever_is_back_in_time_keeps_the_chats() -> None:
    async with a_world(REQUEUE) as world:
        ada, customer = await talking(world)
        await ready(world, "grace")
        await ada.goes_away()
        await world.passes(200)
        await ada.comes_back()
        await world.passes(600)
        await ada.writes("here I am")
        await customer.hears("here I am")


async def test_whoever_writes_is_there_whatever_their_presence_says() -> None:
    async with a_world(REQUEUE) as world:
        ada, customer = await talking(world)
        await ada.goes_away()
        await world.passes(300)
        await ada.writes("still typing")
        await customer.hears("still typing")
        await world.passes(200)
        await ada.writes("and still")
        await customer.hears("and still")


async def test_whoever_wrote_once_and_stayed_away_then_is_gone_after_all() -> None:
    async with a_world(REQUEUE) as world:
        ada, customer = await talking(world)
        [grace] = await ready(world, "grace")
        await ada.goes_away()
        await world.passes(200)
        await ada.writes("one last word")
        await customer.hears("one last word")
        await world.passes(290)
        assert grace.rings() == 0
        await world.passes(30)
        await grace.accepts()
        await customer.hears("Grace is here now.")


async def test_a_chat_that_somebody_takes_who_seems_away_is_waited_for_too() -> None:
    async with a_world(REQUEUE) as world:
        ada, _ = await talking(world)
        await ada.goes_away()
        await world.passes(150)
        second = await world.customer()
        await second.says("me too")
        await ada.command("pick 2")
        await second.hears("Ada is here now.")
        [grace] = await ready(world, "grace")
        await world.passes(380)
        await world.desk.shows(sentence("thread_agent_gone", agent="ada"), second)
        assert grace.rings() == 1


async def test_while_presence_is_not_known_nobody_goes_and_nobody_comes_back() -> None:
    async with a_world(REQUEUE) as world:
        ada, customer = await talking(world)
        [grace] = await ready(world, "grace")
        world.desk.fails(Call.PRESENCE, "outage", times=None)
        await ada.goes_away()
        await world.passes(600)
        assert grace.rings() == 0
        world.playground.faults.clear()
        await world.passes(120)
        world.desk.fails(Call.PRESENCE, "outage", times=None)
        await world.passes(330)
        await world.desk.shows(sentence("thread_agent_gone", agent="ada"), customer)


async def test_where_the_queue_does_not_care_the_chat_stays() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ready(world, "grace")
        await ada.goes_away()
        await world.passes(3600)
        await ada.writes("back from lunch")
        await customer.hears("back from lunch")
