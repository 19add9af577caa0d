"""Chats on hold: set aside without load, and back when their customer writes."""

import pytest

from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import a_world

HOLDS = {"queues": {"support": {"hold": {"return_after": "5m"}}}, "agents": {"ada": {"capacity": 1}}}


@pytest.mark.workers
async def test_a_chat_on_hold_makes_room_and_comes_back_when_its_customer_writes() -> None:
    async with a_world(HOLDS) as world:
        ada, first = await talking(world)
        await ada.writes("!hold", first)
        await world.desk.shows(sentence("thread_on_hold", agent="ada"), first)
        await world.desk.card_shows(sentence("card_on_hold", agent="ada"), first)
        second = await world.customer()
        await second.says("me too")
        await ada.accepts(second)
        await ada.writes("!end yes", second)
        await second.hears("The chat has ended.")
        await first.says("are you there?")
        await world.desk.shows(sentence("thread_resumed", agent="ada"), first)
        await ada.writes("yes", first)
        await first.hears("yes")


async def test_a_chat_that_comes_back_to_a_full_agent_goes_before_any_new_one() -> None:
    async with a_world(HOLDS) as world:
        ada, first = await talking(world)
        await ada.writes("!hold", first)
        await world.desk.shows(sentence("thread_on_hold", agent="ada"), first)
        second = await world.customer()
        await second.says("me too")
        await ada.accepts(second)
        await first.says("are you there?")
        await world.desk.card_shows(sentence("card_coming_back", agent="ada"), first)
        third = await world.customer()
        await third.says("and me")
        await ada.writes("!end yes", second)
        await world.desk.shows(sentence("thread_resumed", agent="ada"), first)
        await world.quiet()
        assert ada.rings() == 0
        await ada.writes("!end yes", first)
        await ada.is_rung()


async def test_where_there_is_no_room_for_too_long_somebody_else_is_asked() -> None:
    async with a_world(HOLDS) as world:
        ada, first = await talking(world)
        await ada.writes("!hold", first)
        await world.desk.shows(sentence("thread_on_hold", agent="ada"), first)
        second = await world.customer()
        await second.says("me too")
        await ada.accepts(second)
        grace = world.desk.agent("grace")
        await grace.command("ready")
        await first.says("are you there?")
        await world.passes(301)
        await world.desk.shows(sentence("thread_hold_over", agent="ada"), first)
        await grace.is_rung()
        await grace.accepts(first)
        await first.hears("Grace is here now.")


async def test_a_chat_comes_back_to_its_agent_also_when_they_take_no_new_ones_and_after_a_restart() -> None:
    async with a_world(HOLDS) as world:
        ada, first = await talking(world)
        [grace] = await ready(world, "grace")
        await ada.writes("!hold", first)
        await world.desk.shows(sentence("thread_on_hold", agent="ada"), first)
        await ada.command("notready")
        await world.restart()
        await first.says("are you there?")
        await world.desk.shows(sentence("thread_resumed", agent="ada"), first)
        assert grace.rings() == 0
        await ada.writes("yes", first)
        await first.hears("yes")


async def test_hold_and_resume_by_mouse() -> None:
    async with a_world(HOLDS) as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Hold")
        await world.desk.card_shows(sentence("card_on_hold", agent="ada"))
        await ada.opens_home()
        await ada.home_shows(sentence("home_hold"))
        await ada.clicks_at_home("Resume")
        await world.desk.card_shows(sentence("card_active", agent="ada"))
        await ada.writes("still here")
        await customer.hears("still here")


async def test_what_an_agent_writes_in_a_chat_on_hold_reaches_the_customer_and_the_hold_stays() -> None:
    async with a_world(HOLDS) as world:
        ada, customer = await talking(world)
        await ada.writes("!hold")
        await world.desk.card_shows(sentence("card_on_hold", agent="ada"))
        await ada.writes("I am asking our supplier")
        await customer.hears("I am asking our supplier")
        await world.desk.card_shows(sentence("card_on_hold", agent="ada"))


async def test_hold_tells_what_is_wrong_and_changes_nothing() -> None:
    async with a_world({"queues": {"support": {"hold": {}}}}) as world:
        ada, customer = await talking(world)
        await ada.writes("!resume")
        await ada.is_told(sentence("hold_none"))
        await world.desk.agent("grace").writes("!hold")
        await world.desk.agent("grace").is_told(sentence("not_attendee"))
        await ada.writes("!hold")
        await world.desk.card_shows(sentence("card_on_hold", agent="ada"))
        await ada.writes("!hold")
        await ada.is_told(sentence("hold_already", number=1))
        await customer.ends()
        await ada.writes("!hold")
        await ada.is_told(sentence("chat_ended"))


async def test_where_the_queue_knows_no_hold_it_is_refused_and_not_offered() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.writes("!hold")
        await ada.is_told(sentence("hold_off", queue="Support"))
        assert "Hold" not in (await world.desk.card()).whole
