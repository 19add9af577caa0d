"""The process dies at the worst moments and starts again: everything was said once, to everybody, in order."""

from functools import partial

import pytest
from sqlalchemy import Connection, func, select

from bridge.store.work_tables import OUTBOX, OutboxState
from tests.scenarios.platform import Call
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import World, a_world


async def test_what_was_stored_before_the_death_is_handled_after_it() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await world.running.freeze("InboxWorker")
        await customer.says("stored and no more")
        await ada.writes("me too")
        await world.desk.is_heard()
        await world.crash()
        await world.start()
        await customer.hears("me too")
        assert (await world.desk.lines()).count("stored and no more") == 1
        assert customer.texts() == ["me too"]


async def test_what_was_handled_and_not_sent_before_the_death_is_sent_after_it() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await world.running.freeze("OutboxWorker")
        await customer.says("one")
        await customer.says("two")
        await ada.writes("three")
        await world.comes(partial(_has, state=OutboxState.PENDING, at_least=2), "two posts to send")
        await world.crash()
        await world.start()
        await customer.hears("three")
        lines = await world.desk.lines()
        assert [line for line in lines if line in ("one", "two")] == ["one", "two"]
        assert customer.texts() == ["three"]


async def test_a_death_after_begin_and_before_the_platform_took_it_sends_once() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await world.quiet()
        await world.passes(5)  # so that no budget is in the way
        world.desk.fails(Call.POST, "delay", delay_ms=600_000)
        await customer.says("once, please")
        await world.comes(partial(_has, state=OutboxState.SENDING), "a row that has begun")
        await world.crash()
        await world.start()
        await customer.says("and this after it")
        await world.desk.shows("and this after it")
        lines = await world.desk.lines()
        assert [line for line in lines if line in ("once, please", "and this after it")] == [
            "once, please",
            "and this after it",
        ]


@pytest.mark.parametrize("echo", ["comes before the death", "comes after it", "never comes"])
async def test_a_death_after_the_platform_took_it_and_before_it_was_noted_sends_once(echo: str) -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await _loses_the_answer(world, echo)
        await customer.says("once, please")
        await world.desk.shows("once, please")
        if echo == "comes before the death":
            await world.desk.is_heard()
        else:
            await world.comes(partial(_has, state=OutboxState.SENDING), "a row that has begun")
        await world.crash()
        world.playground.faults.clear()
        await world.start()
        await customer.says("and this after it")
        await world.desk.shows("and this after it")
        await world.passes(400)
        await world.desk.stands_once("once, please")


@pytest.mark.parametrize("echo", ["comes before the death", "comes after it", "never comes"])
async def test_a_death_while_a_thread_is_opened_opens_one_thread(echo: str) -> None:
    async with a_world() as world:
        customer = await world.customer()
        await _loses_the_answer(world, echo, Call.ROOT)
        await customer.says("hello")
        cards = world.desk.place("support").roots
        await world.until(lambda: len(cards()) == 1, "the root card", patience=0)
        if echo == "comes before the death":
            await world.desk.is_heard()
        await world.crash()
        world.playground.faults.clear()
        await world.start()
        await world.desk.shows("hello")
        await world.passes(400)
        assert len(cards()) <= world.desk.most_of_a_kind
        await world.desk.stands_once("hello")


async def test_a_death_while_an_offer_rings_up_rings_once() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        customer = await world.customer()
        world.desk.fails(Call.TALK, "delay", delay_ms=600_000)
        await customer.says("hi")
        await world.desk.shows("hi")
        await world.crash()
        world.playground.faults.clear()
        await world.start()
        await ada.is_rung()
        await world.quiet()
        assert ada.rings() == 1


async def test_a_death_after_the_offers_echo_rings_no_second_time() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("first")
        await ada.is_rung()
        await ada.clicks("Reject")
        [grace] = await ready(world, "grace")
        await grace.is_rung()
        await grace.clicks("Reject")
        await world.quiet()
        world.desk.fails(Call.POST, "timeout_after_accept")
        await ada.command("ready")
        await ada.is_rung()
        inbox, *_ = world.running.bridge.workers
        await world.until(lambda: inbox.is_idle and not world.desk.platform.deliveries, "the echo", patience=0)
        await world.crash()
        world.playground.faults.clear()
        await world.start()
        await world.passes(60)
        assert ada.rings() == 1
        await ada.clicks("Accept")
        await customer.hears("Ada is here now.")


async def test_an_agents_words_reach_the_customer_once_whenever_the_process_dies() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        for number in range(3):
            await ada.writes(f"answer {number}")
            await world.desk.is_heard()
            await world.crash()
            await world.start()
        await customer.hears("answer 2")
        await world.quiet()
        assert customer.texts() == [f"answer {n}" for n in range(3)]


async def test_timers_that_ran_out_while_the_process_was_dead_fire_at_its_start() -> None:
    async with a_world({"queues": {"support": {"offer_timeout": "30s"}}}) as world:
        ada, grace = await ready(world, "ada", "grace")
        customer = await world.customer()
        await customer.says("hi")
        await ada.is_rung()
        await world.crash()
        await world.clock.advance(60)
        await world.start()
        await grace.is_rung()
        await ada.is_told(sentence("offer_expired"))
        assert ada.rings() == 0


async def _loses_the_answer(world: World, echo: str, call: Call = Call.POST) -> None:
    """Let the platform take the next post and never answer; its echo comes, comes late, or never."""
    await world.quiet()
    await world.passes(5)  # so that no budget is in the way
    world.desk.fails(call, "timeout_after_accept")
    if echo == "comes after it":
        world.desk.fails(Call.EVENTS, "outage", times=None)
    if echo == "never comes":
        world.desk.platform.deafen()


def _has(conn: Connection, state: OutboxState, at_least: int = 1) -> bool:
    """Tell whether so many posts are in that state."""
    posts = select(func.count()).where(OUTBOX.c.body.contains('"kind":"post"'), OUTBOX.c.state == state)
    return (conn.scalar(posts) or 0) >= at_least
