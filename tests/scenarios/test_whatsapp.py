"""WhatsApp, with the whole bridge: a person on one side, Meta between, an agent at the desk on the other."""

import pytest
from aiohttp import ClientSession

from tests.scenarios.by_whatsapp import a_person
from tests.scenarios.secure import with_forms


async def test_a_person_and_an_agent_hear_each_other_in_one_chat_under_the_name_of_the_profile() -> None:
    async with a_person() as (world, mia, ada):
        await world.desk.shows("is it still hot? 🍵")
        await world.desk.card_shows("Mia Chen")
        await ada.writes("as hot as ever")
        await mia.gets("as hot as ever")
        await world.restart()
        await mia.writes("still there?")
        await world.desk.shows("still there?")
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")

        assert mia.meta.texts() == ["Thanks for writing!", "Ada is here now.", "as hot as ever", "The chat has ended."]


async def test_a_menu_is_buttons_and_the_choice_stands_in_the_thread() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("!menu Which tea? | Green | Black")
        asked = await mia.gets("Which tea?")
        assert [one["reply"]["title"] for one in asked["interactive"]["action"]["buttons"]] == ["Green", "Black"]
        await mia.taps("Which tea?", "Black")

        await world.desk.shows("Black")


async def test_a_secure_form_goes_by_a_link_that_is_filled_in_in_the_browser() -> None:
    async with a_person(with_forms()) as (world, mia, ada):
        await ada.writes("!form address")
        text = await world.until(
            lambda: next((text for text in mia.meta.texts() if "/f/" in text), None), "the link on WhatsApp"
        )
        async with ClientSession() as session, session.post(text.split()[-1]) as answer:
            assert answer.status == 200


@pytest.mark.parametrize(
    ("code", "why", "again"),
    [(131026, "there is no WhatsApp at this number", False), (131049, "WhatsApp held it back", True)],
)
async def test_a_failure_has_its_reason_and_a_button_where_another_try_may_help(
    code: int, why: str, *, again: bool
) -> None:
    async with a_person() as (world, mia, ada):
        mia.known.trouble = code
        await ada.writes("as hot as ever")
        await mia.gets("as hot as ever")
        await mia.settled()

        told = await world.desk.shows(why)
        assert ("Resend" in told.whole) is again


async def test_a_lost_answer_is_settled_by_the_report_and_nothing_is_sent_twice() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        mia.meta.fails("reset_after_accept")
        await ada.writes("it is on its way")
        await mia.gets("it is on its way")
        await mia.settled()
        await ada.writes("and the tin, too")
        await mia.gets("and the tin, too")
        await world.quiet()

        assert mia.meta.texts().count("it is on its way") == 1
        assert not any("erhaps not delivered" in str(line) for line in await world.desk.lines())
