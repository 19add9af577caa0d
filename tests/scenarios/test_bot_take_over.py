"""An agent beside the bot: take over, send once, or keep internal."""

import asyncio

import pytest

from tests.scenarios.bots import WITH_BOT
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import ready, sentence
from tests.scenarios.world import World, a_world

WORDS = "I can help you with that"


async def with_bot(world: World, *names: str) -> tuple[list[Person], Customer]:
    """Let a customer talk with the bot."""
    people = await ready(world, *names)
    customer = await world.customer()
    await customer.says("hi")
    await customer.hears("What is it about?")
    await world.desk.card_shows(sentence("card_bot"))
    return people, customer


async def test_what_an_agent_types_beside_the_bot_is_asked_about_and_not_sent() -> None:
    async with a_world(WITH_BOT) as world:
        (ada,), customer = await with_bot(world, "ada")
        await ada.writes(WORDS)
        await ada.is_told(sentence("hold_bot_talks"))
        await customer.never_heard(WORDS)


async def test_taking_over_sends_the_text_and_silences_the_bot() -> None:
    async with a_world(WITH_BOT) as world:
        (ada,), customer = await with_bot(world, "ada")
        await ada.writes(WORDS)
        await ada.is_told(sentence("hold_bot_talks"))
        await ada.clicks("Take over")
        await customer.hears("is here now")
        await customer.hears(WORDS)
        await customer.says("1")
        await ada.writes("The second one is better")
        await customer.hears("The second one is better")
        assert "Which number?" not in customer.seen()


async def test_sending_once_leaves_the_chat_to_the_bot() -> None:
    async with a_world(WITH_BOT) as world:
        (ada,), customer = await with_bot(world, "ada")
        await ada.writes(WORDS)
        await ada.is_told(sentence("hold_bot_talks"))
        await ada.clicks("Send once")
        await customer.hears(WORDS)
        await customer.says("1")
        await customer.hears("Which number?")
        await ada.writes("And this is for us")
        await ada.is_told(sentence("hold_bot_talks"))
        await customer.never_heard("And this is for us")


async def test_keeping_it_internal_tells_the_customer_nothing() -> None:
    async with a_world(WITH_BOT) as world:
        (ada,), customer = await with_bot(world, "ada")
        await ada.writes(WORDS)
        await ada.is_told(sentence("hold_bot_talks"))
        await ada.clicks("Keep internal")
        await ada.is_told(sentence("held_discarded"))
        await customer.never_heard(WORDS)


async def test_the_chat_is_taken_over_by_the_cards_button_and_by_a_typed_word() -> None:
    async with a_world(WITH_BOT) as world:
        (ada, grace), customer = await with_bot(world, "ada", "grace")
        await ada.clicks_on_card("Take over")
        await customer.hears("Ada is here now")
        await grace.writes("!takeover")
        await grace.is_told(sentence("bot_gone"))


async def test_accept_and_pick_say_how_to_take_it_from_the_bot() -> None:
    async with a_world(WITH_BOT) as world:
        (ada,), _ = await with_bot(world, "ada")
        await ada.writes("!accept")
        await ada.is_told(sentence("bot_has_it"))
        await ada.writes("!takeover")
        await ada.is_told(sentence("taken_over", number=1))


async def test_a_text_is_sent_by_typed_words_too() -> None:
    async with a_world(WITH_BOT) as world:
        (ada,), customer = await with_bot(world, "ada")
        await ada.writes(WORDS)
        await ada.is_told(sentence("hold_bot_talks"))
        await ada.writes("!send")
        await ada.is_told(sentence("sent_once"))
        await customer.hears(WORDS)
        await ada.writes("More of it")
        await ada.is_told(sentence("hold_bot_talks"))
        await ada.writes("!takeover 1")
        await ada.is_told(sentence("taken_over_sent", number=1))
        await customer.hears("More of it")


async def test_a_held_text_that_is_gone_takes_nothing_over() -> None:
    async with a_world(WITH_BOT) as world:
        (ada,), customer = await with_bot(world, "ada")
        await ada.writes("!takeover 3")
        await ada.is_told(sentence("held_number", words="3", count=0))
        await world.desk.card_shows(sentence("card_bot"))
        await customer.never_heard("is here now")


@pytest.mark.workers
async def test_of_two_who_take_over_at_once_one_has_it() -> None:
    async with a_world(WITH_BOT) as world:
        (ada, grace), customer = await with_bot(world, "ada", "grace")
        await asyncio.gather(ada.writes("!takeover"), grace.writes("!takeover"))
        await customer.hears("is here now")
        await world.quiet()
        assert len([one for one in customer.notices() if "is here now" in one]) == 1


async def test_a_bystander_is_offered_no_sending() -> None:
    async with a_world(WITH_BOT) as world:
        _, customer = await with_bot(world, "ada")
        sam = world.desk.agent("sam")
        await sam.writes("a remark")
        asked = await sam.is_told(sentence("hold_not_accepted"))
        assert "Take over" not in asked.whole
        assert "Send once" not in asked.whole
        await customer.never_heard("a remark")


async def test_a_text_held_beside_the_bot_is_asked_about_again_after_the_accept() -> None:
    async with a_world(WITH_BOT) as world:
        (ada,), customer = await with_bot(world, "ada")
        await ada.writes(WORDS)
        await ada.is_told(sentence("hold_bot_talks"))
        await customer.says("human")
        await ada.accepts(customer)
        await ada.is_told(sentence("hold_no_longer"))
        await ada.clicks("Send to customer")
        await customer.hears(WORDS)
