"""Offers that ring: rejecting, time-outs, who is next, and what becomes of the agent."""

import pytest

from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import a_world

SOON = {"queues": {"support": {"offer_timeout": "30s"}}}


async def test_an_offer_rings_with_the_customers_first_words_and_a_deadline() -> None:
    async with a_world() as world:
        ada, customer = (await ready(world, "ada"))[0], await world.customer()
        await customer.says("where is my tea?")
        offer = await ada.is_rung()
        assert "where is my tea?" in offer.whole
        assert "Answer until" in offer.whole
        await world.desk.card_shows(sentence("card_ringing", agent="ada"))


@pytest.mark.workers
async def test_a_rejected_offer_rings_at_the_next_agent() -> None:
    async with a_world() as world:
        ada, grace = await ready(world, "ada", "grace")
        customer = await world.customer()
        await customer.says("hi")
        await ada.is_rung()
        await ada.clicks("Reject")
        await grace.is_rung()
        await ada.is_told(sentence("offer_rejected"))
        assert ada.rings() == 0
        await grace.accepts()
        await customer.hears("Grace is here now.")


async def test_an_idle_agent_who_rejects_is_not_ready_at_once() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        await ada.opens_home()
        customer = await world.customer()
        await customer.says("hi")
        await ada.is_rung()
        await ada.clicks("Reject")
        await ada.home_shows(sentence("home_not_ready"))
        await world.quiet()
        assert ada.rings() == 0


async def test_a_busy_agent_who_rejects_is_not_ready_after_the_last_chat() -> None:
    async with a_world() as world:
        ada, first = await talking(world)
        await ada.opens_home()
        second = await world.customer()
        await second.says("me too")
        await ada.is_rung()
        await ada.clicks("Reject")
        await ada.home_shows(sentence("home_busy"), sentence("home_then_not_ready"))
        await ada.writes("!end yes", first)
        await ada.home_shows(sentence("home_not_ready"))


@pytest.mark.workers
async def test_an_offer_that_expires_goes_to_the_next_agent() -> None:
    async with a_world(SOON) as world:
        ada, grace = await ready(world, "ada", "grace")
        await ada.opens_home()
        customer = await world.customer()
        await customer.says("hi")
        await ada.is_rung()
        await world.passes(31)
        await grace.is_rung()
        await ada.is_told(sentence("offer_expired"))
        await ada.home_shows(sentence("home_not_ready"))
        assert ada.rings() == 0


async def test_a_busy_agents_offer_that_expires_makes_not_ready_after_the_last_chat() -> None:
    async with a_world(SOON) as world:
        ada, first = await talking(world)
        await ada.opens_home()
        second = await world.customer()
        await second.says("me too")
        await ada.is_rung()
        await world.passes(31)
        await ada.home_shows(sentence("home_busy"), sentence("home_then_not_ready"))
        await ada.writes("!end yes", first)
        await ada.home_shows(sentence("home_not_ready"))


@pytest.mark.workers
async def test_accepting_an_offer_that_has_expired_is_refused() -> None:
    async with a_world(SOON) as world:
        ada, grace = await ready(world, "ada", "grace")
        customer = await world.customer()
        await customer.says("hi")
        await ada.is_rung()
        await world.passes(31)
        await grace.is_rung()
        await ada.command("accept 1")
        await ada.is_told(sentence("offer_not_yours", agent="grace"))
        await world.desk.card_shows(sentence("card_ringing", agent="grace"))


@pytest.mark.workers
async def test_with_nobody_ready_a_chat_waits_and_ready_makes_it_ring() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.says("hi")
        await customer.hears("Thanks for writing!")
        await world.desk.card_shows(sentence("card_waiting"))
        ada = world.desk.agent("ada")
        await ada.says("ready")
        await ada.is_rung()


async def test_a_rejecter_gets_the_chat_again_only_when_nobody_else_is_there() -> None:
    async with a_world() as world:
        ada, grace = await ready(world, "ada", "grace")
        customer = await world.customer()
        await customer.says("hi")
        await ada.is_rung()
        await ada.clicks("Reject")
        await grace.is_rung()
        await ada.command("ready")
        await grace.clicks("Reject")
        await ada.is_rung()
        await world.quiet()
        assert grace.rings() == 0


async def test_a_rejecter_who_is_ready_again_is_passed_over_for_one_who_comes_later() -> None:
    async with a_world() as world:
        ada, grace = await ready(world, "ada", "grace")
        customer = await world.customer()
        await customer.says("hi")
        await ada.is_rung()
        await ada.clicks("Reject")
        await grace.is_rung()
        await ada.command("ready")
        lin = (await ready(world, "lin"))[0]
        await grace.clicks("Reject")
        await lin.is_rung()
        assert ada.rings() == 0


async def test_the_longest_idle_agent_is_offered_first() -> None:
    async with a_world() as world:
        ada, grace, lin = await ready(world, "ada", "grace", "lin")
        customer = await world.customer()
        await customer.says("hi")
        await ada.accepts()
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        again = await world.customer()
        await again.says("hello")
        await grace.is_rung()
        third = await world.customer()
        await third.says("hello")
        await lin.is_rung()
        assert ada.rings() == 0


async def test_an_agent_who_says_not_ready_is_rung_no_more() -> None:
    async with a_world() as world:
        ada, grace = await ready(world, "ada", "grace")
        await ada.says("notready lunch")
        customer = await world.customer()
        await customer.says("hi")
        await grace.is_rung()
        assert ada.rings() == 0
        await ada.opens_home()
        await ada.home_shows(sentence("home_not_ready"), "lunch")


async def test_the_accept_is_taken_from_every_surface() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        for give in ("/accept", "/chat accept", "card", "!accept", "@deskbridge accept"):
            customer = await world.customer()
            await customer.says("hi")
            await ada.is_rung()
            if give == "card":
                await ada.clicks_on_card("Accept")
            elif give.startswith("/"):
                await ada.types(give)
            else:
                await ada.writes(give)
            await customer.hears("Ada is here now.")
            await ada.writes("!end yes")
            await customer.hears("The chat has ended.")


async def test_an_offer_tells_of_the_customers_earlier_chats() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await customer.says("one more thing")
        offer = await ada.is_rung()
        assert "Earlier chats" in offer.whole
        await ada.accepts()
        stranger = await world.customer()
        await stranger.says("hi")
        offer = await ada.is_rung()
        assert "Earlier chats" not in offer.whole
