"""Where a chat has gone by several channels: whose log is whose, and what a route that it has left still says (H5)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Connection

from adapters.telegram.ids import contact_of
from adapters.web.ids import parse_contact
from bridge.store import conversations
from core.conversation.routes import is_absent
from playground.telegram import seed
from tests.scenarios.by_telegram import Mia as MiaOnTelegram
from tests.scenarios.by_telegram import a_person as on_telegram
from tests.scenarios.by_whatsapp import Mia, a_person
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence
from tests.scenarios.test_channel_switch import GOES_ON, HERE, at_the_site, goes_on_by_sms
from tests.scenarios.world import World

DAY = 25 * 3600


async def test_another_browser_is_no_way_for_a_chat_whose_log_it_would_show() -> None:
    async with at_the_site() as (world, _, ada, customer):
        other = await world.customer()
        await other.says("I am somebody else")
        await ada.accepts(other)
        await ada.writes("!end yes", other)
        await other.hears("The chat has ended.")
        await ada.writes("!link #3", customer)
        await ada.is_told(sentence("linked", number=2))
        await ada.writes("for Mia's eyes", customer)
        await customer.hears("for Mia's eyes")
        await ada.writes(f"!channel web {parse_contact(other.contact).name}", customer)
        await ada.is_told("another browser, which would show what was said in the chat's own")
        await other.leaves()
        other.forgets()
        await other.opens()
        await other.hears("I am somebody else")
        await other.never_heard("my tin has not come", "for Mia's eyes")
        await customer.never_heard(GOES_ON)


async def test_an_opt_out_where_the_chat_has_been_is_told_as_one_of_that_channel() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await goes_on_by_sms(world, phone, ada, customer)
        await ada.writes("!channel web", customer)
        await customer.hears(HERE)
        await phone.writes("STOP")
        await world.desk.shows("The customer has opted out of SMS, by which this chat has gone before.", customer)
        await ada.writes("!channel sms", customer)
        await ada.is_told("the customer has opted out by STOP")
        await ada.writes("here we go on", customer)
        await customer.hears("here we go on")
        await phone.writes("START")
        await world.desk.shows("The customer takes messages by SMS again.", customer)
        await ada.writes("!channel sms", customer)
        await world.until(lambda: phone.twilio.texts().count(HERE) == 2 or None, "the second word on the phone")


async def test_an_opt_out_where_the_chat_is_stops_it_there_and_leaves_the_way_back() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await goes_on_by_sms(world, phone, ada, customer)
        await phone.writes("STOP")
        await world.desk.shows(sentence("thread_opted_out"), customer)
        await ada.writes("does this reach you?", customer)
        await world.desk.shows("Not delivered", customer)
        await ada.writes("!channel web", customer)
        await customer.hears(HERE)
        await ada.writes("then here", customer)
        await customer.hears("then here")
        assert not {"does this reach you?", "then here"} & set(phone.twilio.texts())


async def test_what_waits_for_the_window_is_not_asked_about_when_the_customer_writes_elsewhere() -> None:
    async with on_whatsapp_after_a_day() as (world, mia, ada, customer):
        await customer.says("I am at my browser")
        await world.desk.shows("I am at my browser", customer)
        await world.quiet()
        assert sentence("hold_open_again") not in "\n".join(ada.heard())
        await mia.writes("and now here")
        await ada.is_told(sentence("hold_open_again"))
        await ada.clicks("Send to customer", beside=sentence("hold_open_again"))
        await mia.gets("It will be back on Friday.")


async def test_what_waits_for_the_window_can_go_where_the_chat_goes_on() -> None:
    async with on_whatsapp_after_a_day() as (_, mia, ada, customer):
        await ada.writes("!channel web", customer)
        await customer.hears(HERE)
        await ada.is_told(sentence("hold_open_elsewhere"))
        await customer.never_heard("It will be back on Friday.")
        await ada.clicks("Send to customer", beside=sentence("hold_open_elsewhere"))
        await customer.hears("It will be back on Friday.")
        assert "It will be back on Friday." not in mia.meta.texts()


async def test_an_end_in_the_window_that_the_chat_has_left_ends_it_everywhere_and_says_where() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await goes_on_by_sms(world, phone, ada, customer)
        await customer.ends()
        await phone.gets("The chat has ended.")
        await customer.hears("The chat has ended.")
        await world.desk.shows(sentence("thread_customer_ended_there", channel="web chat"), customer)
        assert sentence("thread_customer_ended") not in await world.desk.lines(customer)


async def closes(world: World, customer: Customer) -> None:
    """Close the window, and wait until that is noted."""
    await customer.leaves()
    await world.passes(120)
    await world.comes(lambda conn: has_closed(conn, customer), "that the window is closed")


def has_closed(conn: Connection, customer: Customer) -> bool:
    """Tell whether it is noted of the second chat that its window is closed."""
    id = conversations.by_number(conn, 2)
    chat = conversations.get(conn, id) if id is not None else None
    return chat is not None and is_absent(chat, (customer.channel, customer.contact))


async def test_a_window_that_was_closed_while_the_chat_was_elsewhere_is_closed_when_it_comes_back() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await goes_on_by_sms(world, phone, ada, customer)
        await closes(world, customer)
        await ada.writes("!channel web", customer)
        await world.desk.shows(sentence("thread_customer_left"), customer)
        await phone.writes("I have closed it")
        await world.desk.shows("I have closed it", customer)
        await world.quiet()
        assert sentence("thread_customer_back") not in await world.desk.lines(customer)
        await customer.opens()
        await customer.says("here I am")
        await world.desk.shows("here I am", customer)


async def test_a_window_that_was_opened_again_while_the_chat_was_elsewhere_is_open_when_it_comes_back() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await goes_on_by_sms(world, phone, ada, customer)
        await closes(world, customer)
        await world.restart()  # windows that find the bridge again are open
        await world.quiet()
        await ada.writes("!channel web", customer)
        await customer.hears(HERE)
        assert sentence("thread_customer_left") not in await world.desk.lines(customer)


class Tom(MiaOnTelegram):
    """Somebody else on Telegram."""

    id = seed.TOM
    contact = contact_of(str(seed.TOM))


async def test_another_account_is_no_way_where_edits_and_masks_would_not_follow() -> None:
    async with on_telegram() as (world, mia, ada):
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")
        world.phone = tom = Tom(world, mia.telegram)
        await tom.writes("from another account")
        await ada.accepts()
        await tom.gets("Ada is here now.")
        await ada.writes("!link #1")
        await ada.is_told(sentence("linked", number=2))
        await ada.writes(f"!channel telegram {mia.id}")
        await ada.is_told("another account, where edits and masks would not reach what is sent")
        first = await ada.writes("it is 5 francs")
        await tom.gets("it is 5 francs")
        await ada.edits(first, "it is 6 francs")
        await tom.gets("it is 6 francs")
        assert mia.texts()[-1] == "The chat has ended."


@asynccontextmanager
async def on_whatsapp_after_a_day() -> AsyncIterator[tuple[World, Mia, Person, Customer]]:
    """Let a chat of the site have gone on by WhatsApp, a day pass, and Ada write what only a template could say."""
    async with a_person() as (world, mia, ada):
        await ada.writes("!end yes")
        customer = await world.customer()
        await customer.says("my tin has not come")
        await ada.accepts(customer)
        await ada.writes("!link #1", customer)
        await ada.is_told(sentence("linked", number=2))
        await ada.writes("!channel whatsapp", customer)
        await customer.hears("We go on with you by WhatsApp.")
        await world.quiet()
        world.clock.jump(DAY)
        await ada.writes("It will be back on Friday.", customer)
        await ada.is_told(sentence("hold_template_only"))
        yield world, mia, ada, customer
