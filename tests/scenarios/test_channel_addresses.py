"""A chat that goes by several addresses of one channel: each has its own words, receipts and windows (H5)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.messenger.ids import Line
from adapters.meta.whatsapp.ids import Line as WhatsAppLine
from playground.meta import seed
from tests.scenarios import by_messenger, by_whatsapp
from tests.scenarios.aside import Aside
from tests.scenarios.by_sms import OTHER, Phone
from tests.scenarios.customer import Customer
from tests.scenarios.experts import EXPERTS
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence
from tests.scenarios.settings import Settings
from tests.scenarios.test_channel_switch import HERE, at_the_site, goes_on_by_sms
from tests.scenarios.test_channel_switch_edges import DAY
from tests.scenarios.world import World

SEEN = "eyes"


class OtherMia(by_messenger.Mia):
    """Mia's other account on Messenger."""

    id = seed.TOM_PSID
    contact = Line(seed.TOM_PSID, seed.PAGE).contact


class OtherPhone(by_whatsapp.Mia):
    """Mia's other number on WhatsApp."""

    id = seed.TOM_WA
    contact = WhatsAppLine(seed.TOM_WA, seed.PHONE_ID).contact


@asynccontextmanager
async def on_two_numbers(more: Settings | None = None) -> AsyncIterator[tuple[World, Phone, Person, Customer]]:
    """Let a chat of the site have gone on by Mia's number, and from there to her other one."""
    async with at_the_site(more) as (world, phone, ada, customer):
        await goes_on_by_sms(world, phone, ada, customer)
        await ada.writes(f"!link {OTHER}", customer)
        await ada.is_told(sentence("linked", number=2))
        await ada.writes(f"!channel sms {OTHER} asked", customer)
        await goes_to(world, phone, HERE, OTHER)
        yield world, phone, ada, customer


async def goes_to(world: World, phone: Phone, text: str, number: str) -> None:
    """Wait for a text at a number."""
    await world.until(lambda: text in texts_to(phone, number) or None, f"{text!r} at {number}")


def texts_to(phone: Phone, number: str) -> list[str]:
    """Give what was sent to a number."""
    return [one.one("Body") for one in phone.twilio.taken if one.one("To") == number]


def is_read(world: World, ref: str) -> bool:
    """Tell whether a message is marked as read."""
    return SEEN in world.desk.platform.line(ref).marks


async def test_words_say_from_which_number_they_come_where_the_chat_goes_by_another_one() -> None:
    async with on_two_numbers() as (world, phone, ada, customer):
        await phone.writes("I still have this one, too")
        shown = await world.desk.shows("I still have this one, too", customer)
        assert f"(by SMS {phone.number})" in shown.author
        await phone.writes("and this is the new one", number=OTHER)
        assert "(by" not in (await world.desk.shows("and this is the new one", customer)).author
        await customer.says("and my browser")
        assert "(by web chat)" in (await world.desk.shows("and my browser", customer)).author
        await ada.writes("for the new one", customer)
        await goes_to(world, phone, "for the new one", OTHER)
        await ada.writes(f"!channel sms {phone.number}", customer)
        await goes_to(world, phone, "We go on with you by SMS.", OTHER)
        await phone.writes("from the new one again", number=OTHER)
        assert f"(by SMS {OTHER})" in (await world.desk.shows("from the new one again", customer)).author
        assert "for the new one" not in texts_to(phone, phone.number)


async def test_an_expert_reads_by_which_channel_words_come_and_from_no_number() -> None:
    async with on_two_numbers(EXPERTS) as (world, phone, ada, customer):
        await ada.writes("!invite sam", customer)
        sam = Aside(world, world.desk.agent("sam"))
        await sam.joins(number=2)
        await phone.writes("I still have this one, too")
        assert f"(by SMS {phone.number})" in (await world.desk.shows("I still have this one, too", customer)).author
        shown = await sam.reads("I still have this one, too", number=2)
        assert "(by SMS)" in shown.whole + shown.author
        assert phone.number not in "".join(sam.person.heard())


async def test_an_opt_out_of_one_number_names_it_and_leaves_the_other() -> None:
    async with on_two_numbers() as (world, phone, ada, customer):
        await phone.writes("STOP")
        told = f"The customer has opted out of SMS {phone.number}, by which this chat has gone before."
        await world.desk.shows(told, customer)
        await ada.writes("this one still goes", customer)
        await goes_to(world, phone, "this one still goes", OTHER)


async def test_a_report_counts_for_the_number_to_which_the_message_went() -> None:
    async with on_two_numbers() as (world, phone, ada, customer):
        phone.is_told_of_by_hand()
        ref = await ada.writes("to the new one", customer)
        await goes_to(world, phone, "to the new one", OTHER)
        await world.quiet()
        sent = next(one for one in phone.twilio.taken if one.one("Body") == "to the new one")
        await ada.writes(f"!channel sms {phone.number}", customer)
        await world.until(lambda: texts_to(phone, phone.number).count(HERE) == 2 or None, "the chat back")
        await phone.reports("delivered", sent)
        await world.desk.marked(ref, "mailbox_with_mail")


@asynccontextmanager
async def on_two_accounts() -> AsyncIterator[tuple[World, by_messenger.Mia, OtherMia, Person]]:
    """Let Mia's second account on Messenger have a chat that can go on by her first."""
    async with by_messenger.a_person() as (world, mia, ada):
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")
        world.phone = other = OtherMia(mia.meta, world)
        await other.writes("from my other account")
        await ada.accepts()
        await ada.writes("!link #1")
        await ada.is_told(sentence("linked", number=2))
        yield world, mia, other, ada


async def test_what_one_account_has_read_says_nothing_of_what_went_to_the_other() -> None:
    async with on_two_accounts() as (world, mia, other, ada):
        first = await ada.writes("to the second account")
        await mia.gets("to the second account")
        await ada.writes(f"!channel messenger {mia.id}")
        await mia.gets(HERE)
        second = await ada.writes("to the first account")
        await mia.gets("to the first account")
        await world.quiet()
        await mia.reads()
        await world.desk.marked(second, SEEN)
        await world.quiet()
        assert not is_read(world, first)
        await other.reads()
        await world.desk.marked(first, SEEN)

        third = await ada.writes("once more to the first")
        await mia.gets("once more to the first")
        await world.quiet()
        await other.reads()
        await world.quiet()
        assert not is_read(world, third)


async def test_what_waits_for_one_numbers_window_is_not_asked_about_when_another_number_writes() -> None:
    async with by_whatsapp.a_person() as (world, mia, ada):
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")
        world.phone = other = OtherPhone(mia.meta, world, mia.templates)
        await other.writes("from my other number")
        await ada.accepts()
        await ada.writes("!link #1")
        await ada.is_told(sentence("linked", number=2))
        await ada.writes(f"!channel whatsapp +{mia.id}")
        await mia.gets(HERE)
        await world.quiet()
        world.clock.jump(DAY)
        await ada.writes("It will be back on Friday.")
        await ada.is_told(sentence("hold_template_only"))
        await other.writes("I am here")
        assert f"(by WhatsApp +{other.id})" in (await world.desk.shows("I am here")).author
        await world.quiet()
        assert sentence("hold_open_again") not in "\n".join(ada.heard())
        await mia.writes("and now here")
        await ada.is_told(sentence("hold_open_again"))
