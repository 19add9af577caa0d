"""Emoji: as commands on the card, and as what the customer sees under a message (T19, T30)."""

import pytest

from tests.scenarios.differences import Difference
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import a_world


async def test_eyes_on_the_card_take_the_chat_and_a_tick_ends_it_after_a_question() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.says("hi")
        root = await world.desk.root(customer)
        ada = world.desk.agent("ada")
        await ada.reacts(root.ref, "eyes")
        await customer.hears("is here now")
        await world.desk.card_shows("With Ada Lovelace")
        await ada.reacts(root.ref, "white_check_mark")
        await ada.is_told("End this chat?")
        await ada.clicks("End chat")
        await customer.hears("The chat has ended.")


async def test_a_lock_on_the_card_is_private_mode_as_long_as_it_stands_there() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        root = await world.desk.root(customer)
        await ada.reacts(root.ref, "lock")
        await world.desk.card_shows("Private mode")
        await ada.writes("among ourselves")
        await ada.reacts(root.ref, "lock", add=False)
        await ada.is_told(sentence("private_off"))
        await ada.writes("for you")
        await customer.hears("for you")
        await customer.never_heard("among ourselves")


@pytest.mark.desks("slack", because=Difference.REACTIONS)
async def test_a_lock_keeps_a_held_text_and_comes_too_late_for_what_has_gone_out() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        held = await ada.writes("!refund all of it")
        await ada.is_told(sentence("hold_unknown_command"))
        await ada.reacts(held, "lock")
        await world.desk.marked(held, "lock")
        sent = await ada.writes("hello")
        await customer.hears("hello")
        await ada.reacts(sent, "lock")
        await ada.is_told(sentence("lock_too_late"))
        await customer.never_heard("refund")


async def test_an_agents_emoji_stands_under_the_customers_message_and_goes_again() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await customer.says("thank you so much")
        shown = await world.desk.shows("thank you so much")
        await ada.reacts(shown.ref, "heart")
        await world.until(lambda: "❤" in str(customer.frames), "the heart at the customer's")
        sam = world.desk.agent("sam")
        await sam.reacts(shown.ref, "rocket")
        await world.quiet()
        assert "🚀" not in str(customer.frames)


async def test_emoji_are_no_commands_where_the_configuration_has_none() -> None:
    async with a_world({"reactions": {}}) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        root = await world.desk.root(customer)
        await ada.reacts(root.ref, "eyes")
        await world.quiet()
        await world.desk.card_shows("Ringing Ada Lovelace")
