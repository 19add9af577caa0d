"""Agents choose which of their queues they serve."""

from tests.scenarios.scenes import ready, sentence
from tests.scenarios.world import a_world

BOTH_RING = {"queues": {"sales": {"offer_mode": "ring"}}}


async def test_an_agent_is_offered_chats_of_the_chosen_queues_only() -> None:
    async with a_world(BOTH_RING) as world:
        [ada] = await ready(world, "ada")
        await ada.command("queues sales")
        await ada.is_told(sentence("queues_chosen", queues="Sales"))
        one, other = await world.customer("support"), await world.customer("sales")
        await one.says("a question")
        await world.quiet()
        assert ada.rings() == 0
        await other.says("I want to buy")
        await ada.is_rung()


async def test_choosing_a_queue_in_which_somebody_waits_makes_it_ring() -> None:
    async with a_world(BOTH_RING) as world:
        [ada] = await ready(world, "ada")
        await ada.command("queues sales")
        customer = await world.customer("support")
        await customer.says("a question")
        await world.quiet()
        await ada.command("queues all")
        await ada.is_rung()


async def test_the_home_page_tells_what_is_served_and_lets_it_be_changed_by_mouse() -> None:
    async with a_world(BOTH_RING) as world:
        [ada] = await ready(world, "ada")
        await ada.opens_home()
        await ada.clicks_at_home("Queues…")
        await ada.modal.shows("Your queues")
        assert await ada.modal.offers("queues") == ["Support", "Sales"]
        await ada.fills_in(queues=["Sales"])
        await ada.home_shows("you serve Sales")
        await ada.clicks_at_home("Queues…")
        assert await ada.modal.has_chosen("queues") == ["Sales"]
        await ada.fills_in(queues=["Support", "Sales"])
        await ada.home_no_longer_shows("you serve")


async def test_what_waits_in_a_queue_that_is_not_served_is_not_listed() -> None:
    async with a_world(BOTH_RING) as world:
        ada = world.desk.agent("ada")
        await ada.command("queues sales")
        customer = await world.customer("support")
        await customer.says("a question")
        await ada.command("pick")
        await ada.is_told(sentence("home_waiting_empty"))


async def test_an_unknown_queue_is_refused_with_those_that_there_are() -> None:
    async with a_world(BOTH_RING) as world:
        ada = world.desk.agent("ada")
        await ada.command("queues teapots")
        told = await ada.is_told("teapots")
        assert "Support" in told.text
        await ada.command("queues")
        await ada.is_told(sentence("queues_served", queues="Sales, Support", all="Sales, Support"))
