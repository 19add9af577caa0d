"""Chats in which nobody writes any more: both sides are warned, then the chat ends and both are told."""

from bridge.handlers.customer_log import SESSION_ENDED, STILL_THERE
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world

QUIET = {"queues": {"support": {"inactivity": {"warn_after": "10m", "end_after": "5m"}}}}
WARNING = sentence("thread_inactive", silent="10 minutes", left="5 minutes")


async def test_both_sides_are_warned_and_then_told_that_the_session_has_ended() -> None:
    own_words = {"queues": {"support": QUIET["queues"]["support"] | {"messages": {"ended": None}}}}
    async with a_world(own_words) as world:
        ada, customer = await talking(world)
        await world.passes(580)
        assert WARNING not in await world.desk.lines()
        await world.passes(21)
        await world.desk.shows(WARNING)
        await customer.hears(STILL_THERE)
        await world.desk.card_shows(sentence("card_closes"))
        await world.passes(301)
        await world.desk.shows(SESSION_ENDED)
        await customer.hears(SESSION_ENDED)
        await world.desk.card_shows(sentence("card_ended_timeout"))
        await ada.opens_home()
        await ada.home_shows(sentence("home_ready"))


async def test_the_queues_own_words_warn_and_end() -> None:
    words = {"inactive": "Hello? 🙂", "ended": "Bye then."}
    async with a_world({"queues": {"support": QUIET["queues"]["support"] | {"messages": words}}}) as world:
        _, customer = await talking(world)
        await world.passes(601)
        await customer.hears("Hello? 🙂")
        await world.passes(301)
        await customer.hears("Bye then.")


async def test_a_word_of_either_side_begins_the_time_anew() -> None:
    async with a_world(QUIET) as world:
        ada, customer = await talking(world)
        await world.passes(400)
        await customer.says("one moment")
        await world.desk.shows("one moment")
        await world.passes(400)
        await ada.writes("sure")
        await customer.hears("sure")
        await world.passes(400)
        assert WARNING not in await world.desk.lines()
        await world.passes(201)
        await world.desk.shows(WARNING)


async def test_a_word_after_the_warning_takes_it_back() -> None:
    async with a_world(QUIET) as world:
        ada, customer = await talking(world)
        await world.passes(601)
        await world.desk.shows(WARNING)
        await world.passes(200)
        await customer.says("still here")
        await world.desk.shows("still here")
        await world.passes(200)
        await world.desk.card_shows(sentence("card_active", agent="ada"))
        await ada.writes("good")
        await customer.hears("good")
        await world.passes(601)
        await world.desk.card_shows(sentence("card_closes"))
        await world.passes(301)
        await world.desk.card_shows(sentence("card_ended_timeout"))


async def test_a_note_is_no_word() -> None:
    async with a_world(QUIET) as world:
        ada, _ = await talking(world)
        await world.passes(580)
        await ada.writes("!note nobody there")
        await world.passes(25)
        await world.desk.shows(WARNING)


async def test_a_chat_that_waits_for_an_agent_is_not_closed() -> None:
    async with a_world(QUIET) as world:
        customer = await world.customer()
        await customer.says("anybody?")
        await world.passes(2_000)
        await world.desk.card_shows(sentence("card_waiting"))


async def test_a_closed_chat_goes_into_wrap_up_like_any_other() -> None:
    changes = {"queues": {"support": QUIET["queues"]["support"] | {"wrap_up": {"mode": "manual"}}}}
    async with a_world(changes) as world:
        ada, _ = await talking(world)
        await world.passes(601)
        await world.passes(301)
        await world.desk.card_shows(sentence("card_wrap_up"))
        await ada.writes("!complete")
        await world.desk.card_shows(sentence("card_handled"))


async def test_a_warned_chat_that_was_on_hold_is_not_closed_when_it_goes_on() -> None:
    on_hold = {"queues": {"support": QUIET["queues"]["support"] | {"hold": {"return_after": "1h"}}}}
    async with a_world(on_hold) as world:
        ada, customer = await talking(world)
        await world.passes(601)
        await world.desk.shows(WARNING)
        await ada.writes("!hold")
        await world.desk.shows(sentence("thread_on_hold", agent="ada"))
        await world.passes(1800)
        await ada.writes("!resume")
        await world.desk.shows(sentence("thread_resumed", agent="ada"))
        await world.passes(598)
        assert (await world.desk.lines()).count(WARNING) == 1
        await world.passes(5)
        await world.until(lambda: customer.notices().count(STILL_THERE) == 2, "the second warning")
        assert SESSION_ENDED not in customer.notices()
