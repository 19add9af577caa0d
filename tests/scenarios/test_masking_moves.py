"""Chats that come before people whose queue masks, from one that leaves words as they are, and the other way (S5)."""

from tests.scenarios.bots import BOT
from tests.scenarios.everywhere import Search
from tests.scenarios.masks import ROLES
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.settings import Settings, calendar, changed
from tests.scenarios.test_masking_late import is_gone, shown
from tests.scenarios.test_offline_request import CLOSED
from tests.scenarios.world import a_world

CARD, STARS = "4111 1111 1111 1111", "**** **** **** ****"
FIRST, SECOND = "5555 5555", "5555 4444"
HIDDEN = "we have hidden a number in your message"
LEAVING: Settings = {"queues": {"support": {"masking": {"action": "leave"}}}}
"""Support leaves what customers write, Sales masks."""
APART: Settings = changed(
    LEAVING,
    {
        "queues": {"support": {"overflow": [{"queue": "sales", "after": "60s"}]}, "sales": {"offer_mode": "ring"}},
        "agents": {"ada": {"queues": ["support"]}, "grace": {"queues": ["sales"]}},
    },
)
"""Grace serves Sales alone."""


async def test_what_was_said_is_masked_in_every_copy_when_the_chat_goes_to_a_queue_that_masks() -> None:
    async with a_world(LEAVING) as world:
        search = Search(world)
        ada, customer = await talking(world, words=f"hi, {CARD}")
        await customer.says(FIRST)
        await customer.says(SECOND)
        await ada.opens_home()
        await world.desk.shows(SECOND)
        assert await shown(world, CARD)
        await ada.writes("!transfer sales")
        await world.desk.shows(f"hi, {STARS}")
        await world.desk.card_shows(f"hi, {STARS}")
        await customer.no_longer_sees(CARD)
        for words in (CARD, FIRST, SECOND):
            await is_gone(world, words)
        await customer.never_heard(HIDDEN)
        await world.passes(2)  # in which the log of an SQLite file is cut
        found = await search.finds(CARD, SECOND)
        assert found == {"desk", "windows"}  # they were shown until the chat moved


async def test_the_customer_is_told_where_the_new_queue_tells() -> None:
    async with a_world(changed(LEAVING, {"queues": {"sales": {"masking": {"action": "tell"}}}})) as world:
        ada, customer = await talking(world, words=f"hi, {CARD}")
        await ada.writes("!transfer sales")
        await customer.hears(HIDDEN)
        await world.quiet()
        assert sum(HIDDEN in one for one in customer.notices()) == 1


async def test_an_agents_own_number_is_masked_too_and_the_agent_is_told() -> None:
    async with a_world(LEAVING) as world:
        ada, customer = await talking(world)
        typed = await ada.writes(f"was it {CARD}?")
        await customer.hears(f"was it {CARD}?")
        await ada.writes("!transfer sales")
        await ada.is_told(sentence("number_covered"))
        await customer.hears(f"was it {STARS}?")
        await ada.deletes(typed)
        await is_gone(world, CARD)


async def test_agents_to_whom_a_chat_overflows_see_masked_words_alone_from_then_on() -> None:
    async with a_world(APART) as world:
        grace = world.desk.agent("grace")
        await grace.opens_home()
        await grace.command("ready")
        customer = await world.customer()
        await customer.says(f"hi, {CARD}")
        await world.desk.card_shows(CARD)
        await world.passes(65)
        offer = await grace.is_rung()
        assert STARS in offer.whole
        await is_gone(world, CARD)
        await grace.accepts(customer)
        await customer.says(f"and again {CARD}")
        await world.desk.shows(f"and again {STARS}")
        await is_gone(world, CARD)


async def test_an_agent_of_another_queue_to_whom_a_chat_is_given_sees_masked_words() -> None:
    async with a_world(APART) as world:
        ada, customer = await talking(world, words=f"hi, {CARD}")
        (grace,) = await ready(world, "grace")
        await ada.writes("!transfer Grace")
        assert STARS in (await grace.is_rung()).whole
        await is_gone(world, CARD)
        await grace.clicks("Reject")
        await world.desk.card_shows("Waiting")
        await customer.says(f"for Support again: {CARD}")
        await world.desk.shows(f"for Support again: {CARD}")
        await customer.hears(f"hi, {STARS}")  # what was masked stays so


async def test_what_a_bot_was_told_is_masked_when_it_hands_over_to_a_queue_that_masks() -> None:
    choice = {"label": "An offer", "ask": ["what"], "queue": "sales"}
    menu = {"menus": {"about": {"text": "What?", "choices": {"a": choice}}}}
    question = {"what": {"text": "Which offer?", "label": "Offer", "kind": "text"}}
    bot = {**BOT, **menu, "questions": question}
    async with a_world(changed(LEAVING, {"bots": {"tilly": bot}, "queues": {"support": {"bot": "tilly"}}})) as world:
        customer = await world.customer()
        await customer.says("hi")
        await customer.hears("What?")
        await customer.says("An offer")
        await customer.hears("Which offer?")
        await customer.says(f"that for {CARD}")
        await world.desk.card_shows(f"that for {STARS}")
        await is_gone(world, CARD)


async def test_a_request_from_outside_the_hours_is_masked_when_it_is_given_to_a_queue_that_masks() -> None:
    closed = changed(changed(CLOSED, LEAVING), {"hours": {"office": calendar("15:10-17:00")}})
    async with a_world(closed) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.does("offline", answers={"email": "jo@mail.example", "text": f"charge {CARD}"})
        await world.desk.shows(f"charge {CARD}")
        await ada.command("pick 1")
        await customer.hears("Ada is here now.")
        await ada.writes("!transfer sales")
        await world.desk.shows(f"charge {STARS}")
        await is_gone(world, CARD)


async def test_a_chat_that_goes_to_a_queue_that_leaves_shows_nothing_again() -> None:
    other_way: Settings = {"queues": {"sales": {"masking": {"action": "leave"}}}}
    async with a_world(other_way) as world:
        ada, customer = await talking(world, words=f"hi, {CARD}")
        await world.desk.shows(f"hi, {STARS}")
        await ada.writes("!transfer sales")
        await ada.command("pick 1")
        await customer.says(f"and here: {CARD}")
        await world.desk.shows(f"and here: {CARD}")
        await world.quiet()
        assert (await world.desk.lines())[0] == f"hi, {STARS}"
        assert STARS in str(await world.desk.card())


async def test_what_was_masked_by_hand_before_is_shown_without_the_number_after() -> None:
    async with a_world(changed(LEAVING, ROLES)) as world:
        ada, customer = await talking(world, words=f"it is {CARD} of mine")
        await ada.writes("!mask")
        await world.desk.shows("has masked something")
        await ada.writes("!transfer sales")
        await ada.command("pick 1")
        await ada.writes("!unmask all")
        await world.desk.shows(f"it is {STARS} of mine")
        await customer.hears(f"it is {STARS} of mine")
        assert await shown(world, CARD) == []
