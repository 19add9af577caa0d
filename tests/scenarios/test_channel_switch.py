"""Going on in another channel of the same customer within one chat and one thread (H5)."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence
from tests.scenarios.test_sms import Phone, a_phone
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
        await ada.writes("this one fails", customer)
        await phone.gets("this one fails")
        await world.quiet()
        await ada.writes("!channel web", customer)
        await customer.hears(HERE)
        await world.quiet()
        failing = next(one for one in phone.twilio.taken if "this one fails" in one.one("Body"))
        phone.twilio.taken.append(failing)
        await phone.reports("undelivered", ErrorCode="30007")
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
        other = "+12025550188"
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
        await phone.writes("it is me", From=other)
        assert "by SMS" not in (await world.desk.shows("it is me", customer)).author
