"""Two-way talk: in order, none lost, none twice, with what was said before the accept."""

import pytest

from tests.scenarios.differences import Difference
from tests.scenarios.platform import Call
from tests.scenarios.scenes import ready, talking
from tests.scenarios.world import a_world


@pytest.mark.workers
async def test_both_sides_hear_each_other_in_order() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        for number in range(4):
            await ada.writes(f"answer {number}")
            await customer.says(f"question {number}")
            await customer.hears(f"answer {number}")
        lines = await world.desk.lines()
        assert [line for line in lines if line.startswith("question")] == [f"question {n}" for n in range(4)]
        assert customer.texts() == [f"answer {n}" for n in range(4)]
        assert world.desk.refusals() == []


@pytest.mark.workers
async def test_a_burst_of_the_customers_arrives_in_order_and_within_the_platforms_limits() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        for number in range(12):
            await customer.says(f"line {number}")
        lines = await world.desk.lines()
        assert [line for line in lines if line.startswith("line")] == [f"line {n}" for n in range(12)]
        assert world.desk.refusals() == []


@pytest.mark.workers
async def test_what_was_said_before_the_accept_stands_in_the_thread() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.says("is the Assam back?")
        await customer.says("I need two tins")
        ada, *_ = await ready(world, "ada")
        await ada.accepts()
        lines = await world.desk.lines()
        assert lines[:3] == ["is the Assam back?", "I need two tins", "Ada Lovelace has accepted the chat."]


async def test_the_agent_is_shown_by_the_chosen_name_and_picture() -> None:
    profile = {"nickname": "Countess", "picture": "https://shop.example/ada.png"}
    async with a_world({"agents": {"ada": profile}}) as world:
        ada, customer = await talking(world)
        await ada.writes("hello")
        await customer.hears("Countess: hello")
        await customer.hears("Countess is here now.")
        message = next(one for one in customer.messages() if one["text"] == "hello")
        assert message["picture"] == "https://shop.example/ada.png"


async def test_the_customers_name_stands_on_their_messages() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        message = await world.desk.shows("hi")
        assert f"Visitor {customer.visitor[:4].upper()}" in message.author


@pytest.mark.workers
async def test_two_chats_of_one_agent_are_kept_apart() -> None:
    async with a_world() as world:
        ada, first = await talking(world, words="first")
        second = await world.customer()
        await second.says("second")
        await ada.accepts(second)
        await ada.writes("for the first", first)
        await ada.writes("for the second", second)
        await first.hears("for the first")
        await second.hears("for the second")
        await first.never_heard("for the second")
        await second.never_heard("for the first")


@pytest.mark.workers
async def test_a_chat_goes_on_over_a_restart_of_the_bridge() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("before")
        await customer.hears("before")
        await world.restart()
        await customer.says("still there?")
        await world.desk.shows("still there?")
        await ada.writes("after")
        await customer.hears("after")
        assert customer.texts() == ["before", "after"]


@pytest.mark.workers
async def test_a_window_that_was_closed_is_shown_what_it_missed() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await customer.leaves()
        await ada.writes("one moment")
        await ada.writes("found it")
        await world.quiet()
        await customer.opens()
        await customer.hears("found it")
        assert customer.texts() == ["one moment", "found it"]


@pytest.mark.desks("slack", because=Difference.BROADCAST)
async def test_a_reply_that_is_also_sent_to_the_channel_is_relayed_once() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("for all to see", broadcast=True)
        await customer.hears("for all to see")
        await world.quiet()
        assert customer.texts() == ["for all to see"]


@pytest.mark.workers
async def test_an_event_that_comes_three_times_is_relayed_once() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        world.desk.fails(Call.EVENTS, "duplicate", times=1, copies=3)
        await ada.writes("only once")
        await customer.hears("only once")
        await world.quiet()
        assert customer.texts() == ["only once"]


@pytest.mark.workers
async def test_a_message_that_the_window_sends_again_is_stored_once() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await customer.repeats("did you get this?", times=3)
        lines = await world.desk.lines()
        assert lines.count("did you get this?") == 1


async def test_a_chat_goes_on_when_its_root_card_was_deleted() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await world.desk.agent("lin").deletes((await world.desk.root()).ref)
        await customer.says("still there?")
        await world.desk.shows("still there?")
        await ada.writes("of course")
        await customer.hears("of course")
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
