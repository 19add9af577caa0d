"""Late words open a chat again that has gone by several channels: where it goes on, and what is no way now (H5)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bridge.store import contacts, conversations
from core.conversation.model import Conversation
from tests.scenarios.by_sms import Phone
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence
from tests.scenarios.test_channel_switch import GOES_ON, HERE, at_the_site, goes_on_by_sms
from tests.scenarios.test_late_words import put_late
from tests.scenarios.world import World

BACK = "by web chat. The chat is back in the queue, and goes on there."


@asynccontextmanager
async def over_by_sms() -> AsyncIterator[tuple[World, Phone, Person, Customer]]:
    """Let a chat of the site end that has gone on by SMS."""
    async with at_the_site() as (world, phone, ada, customer):
        await goes_on_by_sms(world, phone, ada, customer)
        await ada.writes("!end yes", customer)
        await customer.hears("The chat has ended.")
        await phone.gets("The chat has ended.")
        await world.quiet()
        yield world, phone, ada, customer


async def the_chat(world: World, number: int) -> Conversation:
    """Give a chat by its number."""
    id = await world.read(lambda conn: conversations.by_number(conn, number))
    assert id is not None
    found = await world.read(lambda conn: conversations.get(conn, id))
    assert found is not None
    return found


async def how_many(world: World) -> int:
    """Give how many chats there have been."""
    numbers = range(1, 10)
    return await world.read(lambda conn: sum(conversations.by_number(conn, one) is not None for one in numbers))


async def test_late_words_by_another_route_than_the_last_say_so_and_are_answered_there() -> None:
    async with over_by_sms() as (world, phone, ada, customer):
        await put_late(world, 2, (customer.channel, customer.contact), "and the tea was cold")
        shown = await world.desk.shows("and the tea was cold", customer)
        assert "(by web chat)" in shown.author
        await world.desk.shows(BACK, customer)
        assert sentence("thread_reopened") not in await world.desk.lines(customer)
        await ada.accepts(customer)
        await ada.writes("we are sorry", customer)
        await customer.hears("we are sorry")
        assert "we are sorry" not in phone.twilio.texts()
        await phone.writes("me, too")
        assert "(by SMS)" in (await world.desk.shows("me, too", customer)).author


async def test_late_words_by_the_last_route_are_answered_there_and_name_no_channel() -> None:
    async with over_by_sms() as (world, phone, ada, customer):
        await put_late(world, 2, (phone.channel, phone.contact), "and the tea was cold")
        assert "(by" not in (await world.desk.shows("and the tea was cold", customer)).author
        await world.desk.shows(sentence("thread_reopened"), customer)
        await ada.accepts(customer)
        await ada.writes("we are sorry", customer)
        await phone.gets("we are sorry")


async def test_an_address_that_a_newer_chat_has_taken_is_no_way_for_the_one_that_is_opened_again() -> None:
    async with over_by_sms() as (world, phone, ada, customer):
        await phone.writes("something else")
        await ada.accepts()
        await phone.gets("Ada is here now.")
        await put_late(world, 2, (customer.channel, customer.contact), "and the tea was cold")
        await world.desk.shows(BACK, customer)
        await ada.accepts(customer)
        await ada.writes("!channel", customer)
        shown = await ada.is_told("by channel:")
        assert "has another chat open there: #3" in shown.text
        sent = phone.twilio.texts().count(HERE)
        await ada.writes("!channel sms", customer)
        await ada.is_told("can't go on by SMS +12025550177: has another chat open there: #3.")
        await phone.writes("still about something else")
        assert not any("about something else" in line for line in await world.desk.lines(customer))
        assert customer.notices().count(GOES_ON) == 1
        assert phone.twilio.texts().count(HERE) == sent
        await ada.command("end 3 yes")
        await ada.is_told(sentence("ended", number=3))
        await ada.writes("!channel sms", customer)
        await world.until(lambda: phone.twilio.texts().count(HERE) == sent + 1 or None, "the chat back by SMS")


@pytest.mark.workers
async def test_what_comes_from_an_address_whose_newer_chat_is_over_comes_into_the_one_that_was_opened_again() -> None:
    async with over_by_sms() as (world, phone, ada, customer):
        await phone.writes("something else")
        await ada.accepts()
        await put_late(world, 2, (customer.channel, customer.contact), "and the tea was cold")
        await world.desk.shows(BACK, customer)
        await ada.accepts(customer)
        await ada.command("end 3 yes")
        await ada.is_told(sentence("ended", number=3))
        await phone.writes("me, too")
        assert "(by SMS)" in (await world.desk.shows("me, too", customer)).author
        await phone.writes("and once more")
        await world.desk.shows("and once more", customer)
        await ada.writes("we are sorry", customer)
        await customer.hears("we are sorry")
        assert await how_many(world) == 3
        await ada.writes("!end yes", customer)
        await customer.hears("The chat has ended.")
        await phone.writes("a new question")
        await world.desk.shows("a new question")
        assert await how_many(world) == 4


async def test_a_window_whose_newer_chat_is_over_writes_into_the_one_that_was_opened_again() -> None:
    async with over_by_sms() as (world, phone, ada, customer):
        await customer.says("something else")
        await ada.accepts(customer)
        await customer.hears("Ada is here now.")
        await put_late(world, 2, (phone.channel, phone.contact), "and the tea was cold")
        await world.desk.shows(sentence("thread_reopened"))
        await ada.accepts()
        await ada.command("end 3 yes")
        await ada.is_told(sentence("ended", number=3))
        await customer.says("me, too")
        assert "(by web chat)" in (await world.desk.shows("me, too")).author
        assert await how_many(world) == 3
        await ada.writes("we are sorry")
        await phone.gets("we are sorry")


@pytest.mark.workers
async def test_a_chat_that_was_opened_again_and_ends_as_words_come_back_to_it_loses_none() -> None:
    async with over_by_sms() as (world, phone, ada, customer):
        await phone.writes("something else")
        await ada.accepts()
        await put_late(world, 2, (customer.channel, customer.contact), "and the tea was cold")
        await world.desk.shows(BACK, customer)
        await ada.accepts(customer)
        await ada.command("end 3 yes")
        await ada.is_told(sentence("ended", number=3))
        await asyncio.gather(phone.writes("me, too"), ada.command("end 2 yes"))
        await world.desk.shows("me, too")
        await world.quiet()
        there = await world.read(lambda conn: contacts.get(conn, phone.channel, phone.contact))
        assert there is not None
        chats = [await the_chat(world, one) for one in range(1, await how_many(world) + 1)]
        assert there.open_conversation == next((one.id for one in chats if one.is_open()), None)


@pytest.mark.workers
async def test_a_chat_that_is_opened_again_and_a_newer_one_at_once_share_no_address() -> None:
    async with over_by_sms() as (world, phone, _, customer):
        here_again = put_late(world, 2, (customer.channel, customer.contact), "and the tea was cold")
        await asyncio.gather(here_again, phone.writes("something else"))
        await world.desk.shows(BACK, customer)
        await world.quiet()
        again = await the_chat(world, 2)
        there = await world.read(lambda conn: contacts.get(conn, phone.channel, phone.contact))
        here = await world.read(lambda conn: contacts.get(conn, customer.channel, customer.contact))
        assert there is not None
        assert here is not None
        assert (again.is_open(), here.open_conversation) == (True, again.id)
        words = [line for line in await world.desk.lines(customer) if "something else" in line]
        assert len(words) == (1 if there.open_conversation == again.id else 0)
