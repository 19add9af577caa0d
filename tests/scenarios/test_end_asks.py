"""Closing a live chat asks first, however it was asked for (C5)."""

import pytest

from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import World, a_world


def question(usage: str) -> str:
    asked = "End this chat? The customer is told that it has ended."
    return sentence("sure", number=1, question=asked, usage=usage)


async def handled(world: World) -> bool:
    return bool(await world.read(lambda conn: conn.exec_driver_sql("select 1 from journal where what='ended'").first()))


async def test_typed_end_asks_in_private_and_a_click_says_yes() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!end")
        await ada.is_told(question("!end"))
        await world.quiet()
        assert not await handled(world)
        await ada.clicks("End chat", beside="End this chat?")
        await customer.hears("The chat has ended.")
        await ada.is_told(sentence("ended", number=1))


async def test_the_same_command_again_within_half_a_minute_is_a_yes() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!end")
        await ada.is_told(question("!end"))
        await world.passes(29)
        await ada.writes("!end")
        await customer.hears("The chat has ended.")


async def test_the_same_command_later_asks_again() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!end")
        await ada.is_told(question("!end"))
        await world.passes(31)
        await ada.writes("!end")
        await world.until(lambda: ada.heard().count(question("!end")) == 2, "a second question")
        await world.quiet()
        assert not await handled(world)
        await customer.never_heard("The chat has ended.")


async def test_going_on_lets_the_next_end_ask_again() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.writes("!end")
        await ada.clicks("Go on", beside="End this chat?")
        await ada.is_told(sentence("goes_on", number=1))
        await ada.writes("!end")
        await world.until(lambda: ada.heard().count(question("!end")) == 1, "a new question")
        await world.quiet()
        assert not await handled(world)


@pytest.mark.parametrize("typed", ["end 1 yes", "end 1 YES", "end yes"])
async def test_slash_command_with_yes_behind_it_is_not_asked(typed: str) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.command(typed)
        await customer.hears("The chat has ended.")


async def test_slash_command_is_asked_and_answered_in_its_own_response() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.command("end 1")
        await ada.is_told(question("/chat end 1"))
        assert not await handled(world)
        await ada.clicks("End chat", beside="End this chat?")
        await customer.hears("The chat has ended.")


async def test_leaving_a_chat_in_which_others_stay_is_not_asked() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        (grace,) = await ready(world, "grace")
        await ada.writes("!invite grace")
        await grace.clicks("Join")
        await customer.hears("Grace is here now.")
        await ada.writes("!end")
        await world.desk.shows(sentence("thread_left", agent="ada"))


async def test_who_can_not_end_the_chat_is_told_so_and_not_asked() -> None:
    async with a_world() as world:
        await talking(world)
        (grace,) = await ready(world, "grace")
        await grace.writes("!end")
        await grace.is_told(sentence("not_attendee"))
        assert question("!end") not in grace.heard()


async def test_no_closes_the_question_of_that_person_only() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!end")
        await ada.is_told(question("!end"))
        await world.desk.agent("lin").writes("!stay")
        await world.quiet()
        await ada.writes("!end")
        await customer.hears("The chat has ended.")


async def test_a_chat_whose_customer_has_left_ends_without_a_question() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await customer.leaves()
        await world.passes(61)
        await world.desk.shows(sentence("thread_customer_left"))
        await ada.writes("!end")
        await ada.is_told(sentence("ended", number=1))
        assert await handled(world)
        assert not [words for words in ada.heard() if "End this chat?" in words]
