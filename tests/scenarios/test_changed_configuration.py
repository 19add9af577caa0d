"""A restart with another configuration: who waits is found by the rules of now, and nobody is left behind."""

import pytest

from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import a_world

RINGING_SALES = {"sales": {"offer_mode": "ring"}}
APART = {"ada": {"queues": ["support"]}, "grace": {"queues": ["sales"]}, "lin": {"queues": []}}


@pytest.mark.workers
async def test_the_chat_of_an_agent_who_was_taken_out_goes_to_somebody_else_and_the_thread_says_so() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        [grace] = await ready(world, "grace")
        await world.restart({"agents": {"ada": None}})
        await world.desk.shows(sentence("thread_agent_dismissed", agent="ada").replace("Ada Lovelace", "ada"))
        await grace.accepts(customer)
        await grace.writes("I go on with it")
        await customer.hears("I go on with it")
        await ada.command("ready")
        await ada.is_told(sentence("not_an_agent"))


async def test_an_agent_who_is_given_the_queue_in_which_somebody_waits_is_rung() -> None:
    async with a_world({"queues": RINGING_SALES, "agents": APART}) as world:
        [grace] = await ready(world, "grace")
        customer = await world.customer()
        await customer.says("hi")
        await world.quiet()
        assert grace.rings() == 0
        await world.restart({"agents": {"grace": {"queues": ["sales", "support"]}}})
        await grace.is_rung()


async def test_who_waits_already_overflows_when_the_queue_says_so_since_the_restart() -> None:
    async with a_world({"queues": RINGING_SALES, "agents": APART}) as world:
        [grace] = await ready(world, "grace")
        customer = await world.customer()
        await customer.says("hi")
        await world.passes(90)
        await world.restart({"queues": {"support": {"overflow": [{"queue": "sales", "after": "60s"}]}}})
        await grace.is_rung()


async def test_a_skill_that_is_demanded_since_the_restart_is_demanded_for_who_waits_already() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.says("my invoice")
        await world.quiet()
        skilled = {"lin": {"skills": ["invoices"]}}
        await world.restart({"queues": {"support": {"agent_choice": {"skills": ["invoices"]}}}, "agents": skilled})
        ada, lin = await ready(world, "ada", "lin")
        await lin.is_rung()
        assert ada.rings() == 0
