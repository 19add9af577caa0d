"""WhatsApp by Twilio, with the whole bridge: a person on one side, Twilio between, an agent at the desk."""

from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import Connection

from playground.twilio.content import Template
from playground.twilio.seed import AGAIN, UNAPPROVED
from tests.browser.phone_furnished import picture
from tests.scenarios.attachments import POT
from tests.scenarios.by_whatsapp_twilio import OURS, a_person
from tests.scenarios.secure import with_forms
from tests.scenarios.world import World

DAY = 24 * 3600
TEMPLATE = {
    "name": "hello_again",
    "sid": AGAIN,
    "text": "Hi {{1}}, we have an answer for you. Write to us to read it.",
    "labels": ["First name"],
}
PARCEL: dict[str, Any] = {
    "name": "parcel",
    "sid": "HX" + "7" * 32,
    "header": "Order {{1}}",
    "text": "Hi {{2}}, it is here.",
    "buttons": ["Follow it"],
    "links": {"Follow it": "https://shop.example/track/{{3}}"},
}
FILLED = "Hi Mia, we have an answer for you. Write to us to read it."
CARD = "4111 1111 1111 1111"


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

        assert mia.texts() == ["Thanks for writing!", "Ada is here now.", "as hot as ever", "The chat has ended."]


async def test_files_go_both_ways_and_a_place_and_an_answer_stand_in_the_thread() -> None:
    links = {"server": {"link_secret": "a secret for scenarios only"}}
    async with a_person(more=links) as (world, mia, ada):
        await mia.writes("see", [picture()])
        await world.desk.shows("see")
        await ada.writes("which one?")
        ours = await mia.gets("which one?")
        await mia.writes("the green one", replies=ours.sid)
        await world.desk.shows("the green one")
        await mia.shares("The shop")
        await world.desk.shows("The shop")
        await ada.writes("your pot", files={"pot.png": POT})
        await world.until(lambda: [one for one in mia.shown() if one.files], "the pot on WhatsApp")


async def test_that_the_customer_has_read_it_stands_at_the_agents_message() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("as hot as ever")
        await mia.gets("as hot as ever")
        await mia.looks()
        await world.quiet()

        assert "read" in await world.read(_states)


def _states(conn: Connection) -> list[str]:
    return [str(one) for (one,) in conn.exec_driver_sql("SELECT state FROM delivery")]


async def test_after_a_day_nothing_goes_out_until_the_customer_writes_again() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        world.clock.jump(DAY + 3600)
        await ada.writes("are you still there?")
        await world.desk.shows("the customer last wrote more than 24 hours ago")
        await mia.writes("yes")
        await ada.writes("good")
        await mia.gets("good")

        assert "are you still there?" not in mia.texts()


async def test_what_whatsapp_refuses_later_is_told_with_its_reason() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        mia.phone.heard[OURS] = 0.0  # as if it were longer ago at WhatsApp than the bridge knows
        await ada.writes("as hot as ever")
        await world.desk.shows("WhatsApp takes no answer after that")

        assert "as hot as ever" not in mia.texts()


@pytest.mark.parametrize(("code", "why", "again"), [(63014, "has blocked you", False), (63049, "held it back", True)])
async def test_a_failure_has_a_button_where_another_try_may_help(code: int, why: str, *, again: bool) -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        mia.phone.trouble = code
        await ada.writes("as hot as ever")

        told = await world.desk.shows(why)
        assert ("Resend" in told.whole) is again


async def test_a_lost_answer_is_settled_and_nothing_is_sent_twice() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        world.playground.faults.add("create", "reset_after_accept", vendor="twilio")
        await ada.writes("it is on its way")
        await mia.gets("it is on its way")
        await ada.writes("and the tin, too")
        await mia.gets("and the tin, too")
        await world.quiet()

        assert mia.texts().count("it is on its way") == 1
        assert not any("erhaps not delivered" in str(line) for line in await world.desk.lines())


async def test_a_menu_is_buttons_and_the_choice_stands_in_the_thread() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("!menu Which tea? | Green | Black")
        asked = await mia.gets("Which tea?")
        await mia.taps("Which tea?", "Black")
        await world.quiet()

        assert [(one.kind, one.title) for one in asked.choices] == [("reply", "Green"), ("reply", "Black")]
        assert (await said(world))[-1] == "Black"


async def test_a_long_menu_is_a_list_and_what_is_picked_is_told_in_full_also_after_a_restart_and_again() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("!menu Which tea? | Green | Black | White | One that is described at length")
        asked = await mia.gets("Which tea?")
        await world.restart()
        await mia.taps("Which tea?", "One that is described at length")
        await mia.taps("Which tea?", "Green")
        await world.quiet()

        assert [one.title for one in asked.choices] == ["1", "2", "3", "4"]
        assert (await said(world))[1:] == ["One that is described at length", "Green"]


async def test_a_choice_of_an_earlier_chats_menu_opens_no_chat_with_it() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("!menu Which tea? | Green | Black")
        await mia.gets("Which tea?")
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")
        await mia.taps("Which tea?", "Green")
        await world.quiet()

        assert "Green" not in await said(world)


async def test_one_content_is_made_for_each_shape_of_menus_also_after_a_restart() -> None:
    async with a_person() as (world, mia, ada):
        for question in ("Which tea?", "Which cup?"):
            await ada.writes(f"!menu {question} | the first | the second")
            await mia.gets(question)
        await world.restart()
        await ada.writes("!menu Which spoon? | the first | the second")
        await mia.gets("Which spoon?")

        assert [one.name for one in world.playground.twilio.store.contents.values()] == ["deskbridge_buttons_2"]


async def test_where_twilio_makes_no_buttons_a_menu_is_numbered_text_and_the_agent_is_told() -> None:
    async with a_person() as (world, mia, ada):
        world.playground.faults.add("content_create", "500", vendor="twilio")
        await ada.writes("!menu Which tea? | Green | Black")
        await mia.gets("Which tea?\n1. Green\n2. Black")
        await world.desk.shows("Twilio made no buttons of it")
        await ada.writes("!menu And how? | hot | cold")
        await mia.gets("And how?\n1. hot\n2. cold")
        await world.passes(60)
        await ada.writes("!menu And when? | now | later")
        await mia.gets("And when?")

        assert [one.title for one in mia.shown()[-1].choices] == ["now", "later"]


async def test_a_menu_whose_answer_was_lost_goes_once() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        world.playground.faults.add("create", "reset_after_accept", vendor="twilio")
        await ada.writes("!menu Which tea? | Green | Black")
        await mia.gets("Which tea?")
        await ada.writes("and more")
        await mia.gets("and more")
        await world.quiet()

        assert mia.texts().count("Which tea?") == 1


async def said(world: World) -> list[str]:
    """Give what the customer has said, as the bridge knows it."""
    return await world.read(_words)


def _words(conn: Connection) -> list[str]:
    rows = conn.exec_driver_sql("SELECT first_words FROM message WHERE author = 'customer' ORDER BY position")
    return [str(one) for (one,) in rows]


async def test_a_secure_form_goes_by_a_link_that_is_filled_in_in_the_browser() -> None:
    async with a_person(more=with_forms()) as (world, mia, ada):
        await ada.writes("!form address")
        text = await world.until(lambda: next((one for one in mia.texts() if "/f/" in one), None), "the link")
        async with ClientSession() as session, session.post(text.split()[-1]) as answer:
            assert answer.status == 200


async def test_somebody_with_a_username_is_answered_and_stays_the_same_customer() -> None:
    async with a_person() as (world, mia, ada):
        await mia.hides_her_number()
        await mia.writes("my number is hidden now")
        await world.desk.shows("my number is hidden now")
        await ada.writes("never mind")
        await mia.gets("never mind")


async def test_a_cards_number_is_masked_before_an_agent_sees_it() -> None:
    async with a_person() as (world, mia, _):
        await mia.writes(f"my card is {CARD}, thanks")

        told = await world.desk.shows("my card is")
        assert CARD not in told.whole


async def test_after_a_day_the_agent_chooses_a_template_fills_it_in_and_the_customer_gets_it() -> None:
    async with a_person({"templates": [TEMPLATE]}) as (world, mia, ada):
        await world.quiet()
        world.clock.jump(DAY + 3600)
        await ada.writes("!template")
        await ada.is_told("hello_again (en): Hi {First name}, we have an answer for you.")
        await ada.clicks("hello_again (en)…")
        await ada.fills_in(value1="Mia")
        await ada.modal.shows(FILLED)
        await ada.fills_in(value1="Mia")
        await mia.gets(FILLED)
        await world.desk.shows(FILLED)
        await mia.writes("yes")
        await ada.writes("good")
        await mia.gets("good")
        await world.quiet()

        assert mia.texts().count(FILLED) == 1


async def test_a_template_has_values_in_its_heading_and_in_a_buttons_address_too() -> None:
    async with a_person({"templates": [PARCEL]}) as (world, mia, ada):
        sid, link = PARCEL["sid"], "https://shop.example/track/{{3}}"
        world.playground.twilio.settings.templates[sid] = Template(
            "Hi {{2}}, it is here.", title="Order {{1}}", links=(("Follow it", link),)
        )
        await ada.writes("!template parcel | 4711 | Mia | A7-B8")
        seen = await mia.gets("Order 4711\nHi Mia, it is here.")
        await world.desk.shows("[Follow it] https://shop.example/track/A7-B8")

        assert [one.id for one in seen.choices] == ["https://shop.example/track/A7-B8"]


async def test_a_template_whose_answer_was_lost_is_found_and_goes_once() -> None:
    async with a_person({"templates": [TEMPLATE]}) as (world, mia, ada):
        await world.quiet()
        world.playground.faults.add("create", "reset_after_accept", vendor="twilio")
        await ada.writes("!template hello_again | Mia")
        await mia.gets(FILLED)
        await ada.writes("and more")
        await mia.gets("and more")
        await world.quiet()

        assert mia.texts().count(FILLED) == 1


async def test_a_template_that_whatsapp_has_not_approved_is_told_when_it_did_not_arrive() -> None:
    async with a_person({"templates": [TEMPLATE | {"sid": UNAPPROVED}]}) as (world, mia, ada):
        await world.quiet()
        mia.phone.heard[OURS] = 0.0
        await ada.writes("!template hello_again | Mia")

        await world.desk.shows("WhatsApp takes no answer after that")
        assert FILLED not in mia.texts()
