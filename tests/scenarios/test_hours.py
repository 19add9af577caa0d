"""Business hours (P13): outside them words become a request, which is offered when the queue opens."""

import pytest

from bridge.store import line
from tests.scenarios.bots import WITH_BOT
from tests.scenarios.scenes import ready, sentence
from tests.scenarios.settings import Settings, calendar, changed
from tests.scenarios.world import World, a_world

CLOSED = {
    "hours": {"office": calendar("15:10-17:00")},
    "queues": {"support": {"hours": "office", "messages": {"out_of_hours": "We open at ten past three."}}},
}
"""The clock of a scenario begins at 15:06:40."""


async def _is_not_rung(world: World, name: str) -> None:
    await world.quiet()
    assert world.desk.agent(name).rings() == 0


async def test_words_outside_the_hours_are_offered_to_nobody_before_the_opening() -> None:
    async with a_world(CLOSED) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("Are you there?")
        await customer.hears("We open at ten past three.")
        await world.desk.card_shows(sentence("card_request"))
        await _is_not_rung(world, "ada")
        await world.passes(240)
        await ada.accepts(customer)
        await ada.writes("Good afternoon")
        await customer.hears("Good afternoon")
        assert customer.notices().count("We open at ten past three.") == 1
        assert "Thanks for writing!" not in customer.seen()


async def test_an_agent_may_pick_a_request_before_the_opening() -> None:
    async with a_world(CLOSED) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("Are you there?")
        await _is_not_rung(world, "ada")
        await ada.command("pick 1")
        await customer.hears("is here now")
        await world.passes(300)
        await _is_not_rung(world, "ada")


async def test_a_request_is_kept_over_a_restart_and_offered_at_the_opening() -> None:
    async with a_world(CLOSED) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("Are you there?")
        await customer.hears("We open at ten past three.")
        await world.restart()
        await _is_not_rung(world, "ada")
        await world.passes(240)
        await ada.accepts(customer)


async def test_other_queues_agents_are_asked_for_a_request_when_it_has_waited_since_the_opening() -> None:
    overflows = {"support": {"overflow": [{"queue": "sales", "after": "60s"}]}, "sales": {"offer_mode": "ring"}}
    people = {"ada": {"queues": ["support"]}, "grace": {"queues": ["sales"]}, "lin": {"queues": []}}
    async with a_world(changed(CLOSED, {"queues": overflows, "agents": people})) as world:
        begun = world.clock.seconds
        (grace,) = await ready(world, "grace")
        customer = await world.customer()
        await customer.says("Are you there?")
        await world.passes(begun + 240 - world.clock.seconds)  # the opening is 200 seconds after the beginning
        assert grace.rings() == 0  # looked at now: to wait until all is quiet may take as long as the request waits
        await world.passes(40)
        await grace.accepts(customer)


@pytest.mark.parametrize("changes", [CLOSED, WITH_BOT], ids=["before the opening", "with the bot"])
async def test_what_nobody_is_looked_for_stands_in_no_line(changes: Settings) -> None:
    async with a_world(changes) as world:
        customer = await world.customer()
        await customer.says("hi")
        await world.quiet()
        assert await world.read(line.everything) == {}


async def test_who_waits_at_closing_time_is_served_all_the_same() -> None:
    closing = {"hours": {"office": calendar("09:00-15:08")}, "queues": {"support": {"hours": "office"}}}
    async with a_world(closing) as world:
        customer = await world.customer()
        await customer.says("Are you there?")
        await customer.hears("Thanks for writing!")
        await world.passes(300)
        (ada,) = await ready(world, "ada")
        await ada.accepts(customer)


async def test_a_queue_in_the_customers_channel_that_offers_to_all_waits_for_its_opening_too() -> None:
    changes = {"hours": CLOSED["hours"], "queues": {"sales": {"hours": "office"}}}
    async with a_world(changes) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer("sales")
        await customer.says("Are you there?")
        await world.desk.card_shows(sentence("card_request"), customer)
        await world.quiet()
        await world.passes(240)
        await world.desk.card_shows(sentence("card_offered"), customer)
        await ada.clicks_on_card("Accept", customer)
        await world.desk.shows(sentence("thread_accepted", agent="ada"), customer)


async def test_the_widget_is_told_whether_somebody_is_there() -> None:
    async with a_world(CLOSED) as world:
        customer = await world.customer()
        hours = customer.settings["hours"]
        assert (hours["open"], hours["text"]) == (False, "We open at ten past three.")
        assert hours["opens_at"] == "2025-06-15T15:10:00+00:00"
        other = await world.customer("sales")
        assert other.settings["hours"]["open"] is True
