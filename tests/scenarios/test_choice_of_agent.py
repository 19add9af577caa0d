"""Who is asked beyond the longest idle: skills, the customer's last agent, priority, other queues."""

from contextlib import AbstractAsyncContextManager

import pytest

from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import World, a_world

RINGING_SALES = {"offer_mode": "ring"}


async def test_a_chat_that_asks_for_a_skill_goes_to_who_has_it_although_others_are_idle_longer() -> None:
    choice = {"support": {"agent_choice": {"skills": ["invoices"]}}}
    async with a_world({"queues": choice, "agents": {"lin": {"skills": ["invoices"]}}}) as world:
        ada, lin = await ready(world, "ada", "lin")
        customer = await world.customer()
        await customer.says("my invoice")
        await lin.is_rung()
        await lin.clicks("Reject")
        await world.quiet()
        assert ada.rings() == 0


async def test_a_customer_is_offered_to_who_speaks_their_language_although_others_are_idle_longer() -> None:
    choice = {"support": {"agent_choice": {"language": "prefer"}}}
    speakers = {"ada": {"languages": ["en"]}, "lin": {"languages": ["en", "de"]}}
    async with a_world({"queues": choice, "agents": speakers}) as world:
        ada, lin = await ready(world, "ada", "lin")
        customer = await world.customer(locale="de-AT")
        await customer.says("Guten Tag")
        offer = await lin.is_rung()
        assert "German (AT)" in offer.whole
        await lin.clicks("Reject")
        await ada.is_rung()


async def test_after_a_while_somebody_without_the_skill_is_asked_so_that_somebody_answers() -> None:
    choice = {"support": {"agent_choice": {"skills": ["invoices"], "relax_after": "60s"}}}
    async with a_world({"queues": choice, "agents": {"lin": {"skills": ["invoices"]}}}) as world:
        [ada] = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("my invoice")
        await world.passes(50)
        assert ada.rings() == 0
        await world.passes(15)
        await ada.is_rung()


async def test_a_customer_who_comes_back_is_offered_to_the_last_agent_first() -> None:
    async with a_world({"queues": {"support": {"agent_choice": {"sticky": "1d"}}}}) as world:
        grace, customer = await talking(world, "grace")
        [lin] = await ready(world, "lin")
        await grace.writes("!end yes")
        await customer.hears("The chat has ended.")
        await customer.says("one more thing")
        await grace.is_rung()
        assert lin.rings() == 0


async def test_a_busy_last_agent_is_waited_for_so_long_and_no_longer() -> None:
    choice = {"agent_choice": {"sticky": "1d", "sticky_wait": "20s"}}
    one_chat = {"ada": {"capacity": 1}}
    async with a_world({"queues": {"support": choice}, "agents": one_chat}) as world:
        ada, first = await talking(world)
        await ada.writes("!end yes", first)
        await first.hears("The chat has ended.")
        second = await world.customer()
        await second.says("me too")
        await ada.accepts(second)
        [grace] = await ready(world, "grace")
        await first.says("one more thing")
        await world.passes(15)
        assert grace.rings() == 0
        await world.passes(10)
        await grace.is_rung()


async def test_an_agent_of_two_queues_gets_the_chat_of_the_higher_priority_first() -> None:
    urgent = {"queues": {"sales": {**RINGING_SALES, "priority": 5}}}
    async with a_world(urgent) as world:
        first = await world.customer()
        await first.says("hi")
        second = await world.customer("sales")
        await second.says("I want to buy")
        ada = world.desk.agent("ada")
        await ada.command("ready")
        offer = await ada.is_rung()
        assert "I want to buy" in offer.whole


@pytest.mark.workers
async def test_a_chat_that_waits_too_long_is_offered_to_the_agents_of_another_queue() -> None:
    async with overflowing() as world:
        grace = world.desk.agent("grace")
        await grace.command("ready")
        customer = await world.customer()
        await customer.says("hi")
        await world.passes(50)
        assert grace.rings() == 0
        await world.passes(15)
        await grace.is_rung()
        await grace.accepts()
        await customer.hears("Grace is here now.")


async def test_a_rejecter_is_passed_over_for_an_agent_of_another_queue() -> None:
    async with overflowing() as world:
        ada, grace = await ready(world, "ada", "grace")
        customer = await world.customer()
        await customer.says("hi")
        await ada.is_rung()
        await world.passes(65)
        await ada.clicks("Reject")
        await grace.is_rung()
        await ada.command("ready")
        await world.quiet()
        assert ada.rings() == 0
        await grace.clicks("Reject")
        await ada.is_rung()


async def test_what_has_overflowed_stands_in_the_other_queues_list_and_can_be_picked_there() -> None:
    async with overflowing() as world:
        grace = world.desk.agent("grace")
        customer = await world.customer()
        await customer.says("hi")
        await grace.command("pick 1")
        await grace.is_told(sentence("not_your_queue", queue="Support"))
        await world.passes(65)
        await world.desk.card_shows("Sales")
        await grace.command("pick 1")
        await customer.hears("Grace is here now.")


def overflowing() -> AbstractAsyncContextManager[World]:
    """Let support overflow to sales after a minute; Ada serves the one, Grace the other."""
    queues = {"support": {"overflow": [{"queue": "sales", "after": "60s"}]}, "sales": RINGING_SALES}
    people = {"ada": {"queues": ["support"]}, "grace": {"queues": ["sales"]}, "lin": {"queues": []}}
    return a_world({"queues": queues, "agents": people})
