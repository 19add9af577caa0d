"""Going on in another channel of the same customer within one chat and one thread (H5)."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bridge.erasing.carrying_out import carry_out
from bridge.erasing.whom import GIVEN, Found
from bridge.store import bans, contacts
from tests.scenarios.by_messenger import a_person
from tests.scenarios.by_sms import OTHER, Phone, a_phone
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence
from tests.scenarios.secure import with_forms
from tests.scenarios.test_erasing import everything
from tests.scenarios.world import World

GOES_ON = "We go on with you by SMS."
HERE = "We go on with our chat here."


@asynccontextmanager
async def at_the_site(
    more: Mapping[str, Any] | None = None,
) -> AsyncIterator[tuple[World, Phone, Person, Customer]]:
    """Let Mia, who has texted before, write at the site; Ada knows that it is her."""
    async with a_phone(more=more) as (world, phone, ada):
        await ada.writes("!end yes")
        await phone.gets("The chat has ended.")
        customer = await world.customer()
        await customer.says("my tin has not come")
        await ada.accepts(customer)
        await ada.writes("!link #1", customer)
        await ada.is_told(sentence("linked", number=2))
        yield world, phone, ada, customer


async def goes_on_by_sms(world: World, phone: Phone, ada: Person, customer: Customer) -> None:
    """Let Ada go on by SMS."""
    await ada.writes("!channel sms", customer)
    await phone.gets(HERE)
    await customer.hears(GOES_ON)
    await world.desk.shows("lets the chat go on by SMS", customer)


@pytest.mark.workers
async def test_a_chat_goes_on_by_sms_and_back_in_one_thread() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await ada.writes("one moment", customer)
        await customer.hears("one moment")
        await goes_on_by_sms(world, phone, ada, customer)
        await ada.writes("it is on its way", customer)
        await phone.gets("it is on its way")
        await phone.writes("thank you, by phone")
        assert "by SMS" not in (await world.desk.shows("thank you, by phone", customer)).author
        await customer.says("and here I am, too")
        assert "(by web chat)" in (await world.desk.shows("and here I am, too", customer)).author

        await ada.writes("!channel web", customer)
        await customer.hears(HERE)
        await phone.gets("We go on with you by web chat.")
        await ada.writes("back again", customer)
        await customer.hears("back again")
        await customer.never_heard("it is on its way", "thank you, by phone")
        assert "back again" not in phone.twilio.texts()
        await ada.writes("!end yes", customer)
        await customer.hears("The chat has ended.")


async def test_a_ban_keeps_out_every_address_of_the_chat_and_lifting_it_lets_all_in() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await goes_on_by_sms(world, phone, ada, customer)
        lin = world.desk.agent("lin")
        await lin.command("ban 2 for 7d insults")
        await customer.hears("The chat has ended.")
        await phone.gets("The chat has ended.")
        await phone.writes("let me in by phone")
        assert (await customer.tries("let me in by web"))["t"] == "refused"
        await world.quiet()
        assert not any("let me in" in line for line in await world.desk.lines(customer))

        await lin.command("bans")
        assert (await lin.is_told("turned away")).text.count("• #2") == 1
        await lin.command("unban 2")
        await phone.writes("in again by phone")
        await ada.accepts()
        await phone.gets("Ada is here now.")


async def test_a_mask_after_the_move_clears_what_was_said_by_both_ways() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await ada.writes("the code is swordfish", customer)
        await customer.hears("swordfish")
        await customer.says("swordfish it is")
        await world.desk.shows("swordfish it is", customer)
        await goes_on_by_sms(world, phone, ada, customer)
        await ada.writes("!mask swordfish", customer)
        await customer.no_longer_sees("swordfish")
        await world.quiet()

        assert not any("swordfish it is" in line for line in await world.desk.lines(customer))
        assert not any("swordfish" in text or "*" in text for text in phone.twilio.texts())


async def test_a_report_of_a_message_is_shown_at_the_message_wherever_the_chat_is_by_now() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await goes_on_by_sms(world, phone, ada, customer)
        phone.is_told_of_by_hand()
        await ada.writes("this one fails", customer)
        await phone.gets("this one fails")
        await world.quiet()
        await ada.writes("!channel web", customer)
        await customer.hears(HERE)
        await world.quiet()
        failing = next(one for one in phone.twilio.taken if "this one fails" in one.one("Body"))
        await phone.reports("undelivered", failing, ErrorCode="30007")
        await world.desk.shows("The network took it for unwanted mail", customer)
        await ada.writes("!resend", customer)
        await customer.hears("this one fails")


async def test_a_way_that_is_not_open_is_refused_in_the_words_of_the_list() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await ada.writes("!channel web", customer)
        await ada.is_told("already")
        await ada.writes("!channel pigeon", customer)
        await ada.is_told("There is no way")
        await phone.writes("a chat of my own")
        await ada.accepts()
        await ada.writes("!channel sms", customer)
        await ada.is_told("has another chat open there: #3")
        await ada.command("end 3 yes")
        await phone.writes("STOP")
        await world.quiet()
        await ada.writes("!channel sms", customer)
        await ada.is_told("can't go on by SMS +12025550177: the customer has opted out by STOP.")
        await customer.never_heard(GOES_ON)


async def test_a_number_that_was_told_is_written_to_only_where_the_customer_has_asked() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        other = OTHER
        await ada.writes(f"!link {other}", customer)
        await ada.is_told(sentence("linked", number=2))
        await ada.writes(f"!channel sms {other}", customer)
        await ada.is_told("If they have asked you to, type !channel sms asked")
        await ada.writes(f"!channel sms {other} asked", customer)
        await customer.hears(GOES_ON)
        await world.until(
            lambda: any(one.one("To") == other and HERE in one.one("Body") for one in phone.twilio.taken) or None,
            "the word on the other phone",
        )
        await phone.writes("it is me", number=other)
        assert "by SMS" not in (await world.desk.shows("it is me", customer)).author


async def test_whoever_closes_the_window_that_the_chat_has_left_is_not_gone_and_the_end_stands_there() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await goes_on_by_sms(world, phone, ada, customer)
        await customer.leaves()
        await world.passes(120)
        await ada.writes("still with you", customer)
        await phone.gets("still with you")
        assert sentence("thread_customer_left") not in "\n".join(await world.desk.lines(customer))
        await customer.opens()
        await ada.writes("!end yes", customer)
        await phone.gets("The chat has ended.")
        await customer.hears("The chat has ended.")
        await customer.never_heard("still with you")


async def test_who_writes_again_after_the_end_is_answered_where_they_write() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await goes_on_by_sms(world, phone, ada, customer)
        await ada.writes("!end yes", customer)
        await customer.hears("The chat has ended.")
        await customer.says("one more thing")
        await ada.accepts()
        await customer.hears("Ada is here now.")
        assert phone.twilio.texts().count("Ada is here now.") == 1


async def test_buttons_below_the_list_lead_to_each_way_that_is_open() -> None:
    async with at_the_site() as (_, phone, ada, customer):
        await ada.writes("!channel", customer)
        await ada.is_told("by channel:")
        await ada.clicks(f"Go on by SMS {phone.number}")
        await phone.gets(HERE)
        await ada.writes("you are on the phone now", customer)
        await phone.gets("you are on the phone now")


async def test_a_form_that_was_asked_for_in_the_window_can_be_filled_in_there_after_the_move() -> None:
    async with at_the_site(with_forms()) as (world, phone, ada, customer):
        await ada.writes("!form address", customer)
        form = await world.until(lambda: asked_in(customer), "the form")
        await goes_on_by_sms(world, phone, ada, customer)
        shown = await customer.calls("GET", f"/widget/forms/{form}")
        assert shown.status == 200
        assert not any("/f/" in text for text in phone.twilio.texts())


def asked_in(customer: Customer) -> str | None:
    """Give the form that a window asks for."""
    parts = (part for message in customer.messages() for part in message["parts"])
    return next((part["form"]["id"] for part in parts if "form" in part), None)


async def test_an_erasure_finds_a_chat_by_each_of_its_addresses_and_forgets_those_that_were_its_alone() -> None:
    for by_phone in (True, False):
        async with at_the_site() as (world, phone, ada, customer):
            await goes_on_by_sms(world, phone, ada, customer)
            await phone.writes("a word by phone")
            await world.desk.shows("a word by phone", customer)
            await ada.writes("!end yes", customer)
            await customer.hears("The chat has ended.")
            await customer.leaves()
            await world.quiet()
            contact = (phone.channel, phone.contact) if by_phone else (customer.channel, customer.contact)
            await carry_out(world.running.bridge, (Found(contact, GIVEN),), "an admin")
            left = await world.read(everything)
            assert "a word by phone" not in left
            assert "my tin has not come" not in left
            assert customer.visitor not in left


async def test_a_ban_that_an_erasure_leaves_at_the_other_address_says_no_name_and_no_reason() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await goes_on_by_sms(world, phone, ada, customer)
        await world.desk.agent("lin").command("ban 2 for 7d insults of kumquats")
        await customer.hears("The chat has ended.")
        await world.quiet()
        assert "kumquats" in await world.read(everything)
        await carry_out(world.running.bridge, (Found((phone.channel, phone.contact), GIVEN),), "an admin")
        await world.quiet()
        assert "kumquats" not in await world.read(everything)
        there = await world.read(bans.standing)
        assert {one.channel for one in there} == {"web", "sms"}
        assert [(one.name, one.reason, one.conversation) for one in there] == [("", "", None)] * 2
        known = await world.read(lambda conn: contacts.get(conn, customer.channel, customer.contact))
        assert known is None or known.name == ""
        assert (await customer.tries("let me in by web"))["t"] == "refused"


async def test_a_window_that_is_over_is_refused_in_words() -> None:
    async with a_person() as (world, _, ada):
        await ada.writes("!end yes")
        customer = await world.customer()
        await customer.says("I wrote to your page before")
        await ada.accepts(customer)
        await ada.writes("!link #1", customer)
        await ada.is_told(sentence("linked", number=2))
        await world.passes(24 * 3600 + 60)
        await ada.writes("!channel messenger", customer)
        await ada.is_told("more than 24 hours have passed")
        await ada.writes("we stay here then", customer)
        await customer.hears("we stay here then")
        await customer.never_heard("We go on with you")


async def test_what_waits_for_its_channel_goes_there_once_although_the_chat_has_gone_back() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await goes_on_by_sms(world, phone, ada, customer)
        await world.quiet()
        phone.twilio.fails("429")
        await ada.writes("it is on its way", customer)
        await world.until(lambda: not world.playground.faults.listed() or None, "the first try")
        await ada.writes("!channel web", customer)
        await customer.hears(HERE)
        await world.passes(40)
        await phone.gets("it is on its way")
        await ada.writes("and now here", customer)
        await customer.hears("and now here")

        assert phone.twilio.texts().count("it is on its way") == 1
        assert "and now here" not in phone.twilio.texts()
        await customer.never_heard("it is on its way")


async def test_after_a_restart_the_chat_goes_on_where_it_was_and_hears_both() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await goes_on_by_sms(world, phone, ada, customer)
        await world.restart()
        await phone.writes("after the restart")
        await world.desk.shows("after the restart", customer)
        await customer.says("me too")
        assert "(by web chat)" in (await world.desk.shows("me too", customer)).author
        await ada.writes("both arrived", customer)
        await phone.gets("both arrived")
