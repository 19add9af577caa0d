"""Going on in another channel while something else happens: another chat, another switch, a death (H5)."""

import asyncio

import pytest

from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence
from tests.scenarios.test_channel_switch import GOES_ON, HERE, at_the_site
from tests.scenarios.world import World

GONE_ON = "lets the chat go on by SMS"


async def has_gone_on(world: World, customer: Customer) -> int:
    """Count how often the thread says that the chat goes on by SMS."""
    return sum(GONE_ON in line for line in await world.desk.lines(customer))


@pytest.mark.workers
async def test_whoever_writes_from_there_at_the_very_moment_is_in_one_chat_and_told_no_more_than_is_so() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await asyncio.gather(ada.writes("!channel sms", customer), phone.writes("at the very moment"))
        await world.quiet()
        here = [line for line in await world.desk.lines(customer) if "at the very moment" in line]
        chats = len(world.desk.place("support").roots())
        if await has_gone_on(world, customer):
            await customer.hears(GOES_ON)
            assert (phone.twilio.texts().count(HERE), len(here), chats) == (1, 1, 2)
        else:
            await ada.is_told("has another chat open there")
            await customer.never_heard(GOES_ON)
            assert (phone.twilio.texts().count(HERE), len(here), chats) == (0, 0, 3)
            await ada.accepts()
            await world.desk.shows("at the very moment")


@pytest.mark.workers
async def test_of_two_chats_that_go_on_to_one_address_at_once_one_does_and_the_other_stays() -> None:
    async with at_the_site() as (world, phone, ada, first):
        second = await another(world, ada)
        await asyncio.gather(ada.writes("!channel sms", first), ada.writes("!channel sms", second))
        await ada.is_told("has another chat open there")
        await world.quiet()
        gone = [one for one in (first, second) if await has_gone_on(world, one)]
        assert len(gone) == 1
        assert phone.twilio.texts().count(HERE) == 1
        [stayed] = {first, second} - set(gone)
        await ada.writes("for the one", gone[0])
        await ada.writes("for the other", stayed)
        await phone.gets("for the one")
        await stayed.hears("for the other")
        await gone[0].never_heard("for the one", "for the other")
        await stayed.never_heard("for the one", GOES_ON)
        assert "for the other" not in phone.twilio.texts()


@pytest.mark.workers
async def test_what_is_asked_for_twice_at_once_is_done_once() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await asyncio.gather(ada.writes("!channel sms", customer), ada.writes("!channel sms", customer))
        await ada.is_told("goes by SMS +12025550177 already")
        await world.quiet()
        assert await has_gone_on(world, customer) == 1
        assert phone.twilio.texts().count(HERE) == 1
        assert customer.notices().count(GOES_ON) == 1


@pytest.mark.workers
async def test_whoever_is_banned_there_at_the_very_moment_is_not_talked_with_there() -> None:
    async with at_the_site() as (world, phone, ada, customer):
        lin = world.desk.agent("lin")
        await asyncio.gather(ada.writes("!channel sms", customer), lin.command("ban 1 for 7d insults"))
        await lin.is_told("The customer of chat #1 is banned until")
        await world.quiet()
        if await has_gone_on(world, customer):
            await world.desk.shows(sentence("thread_banned", by="lin"), customer)
            await customer.hears("The chat has ended.")
        else:
            await ada.is_told("can't go on by SMS +12025550177: banned")
            await customer.never_heard(GOES_ON)
            await ada.writes("we stay here", customer)
            await customer.hears("we stay here")
            assert HERE not in phone.twilio.texts()


async def another(world: World, ada: Person) -> Customer:
    """Let somebody else write at the site, of whom Ada believes that it is Mia, too."""
    customer = await world.customer()
    await customer.says("and I can't find mine")
    await ada.accepts(customer)
    await ada.writes("!link #1", customer)
    await ada.is_told(sentence("linked", number=3))
    return customer


@pytest.mark.parametrize("worker", ["InboxWorker", "OutboxWorker", "nobody"])
async def test_a_death_in_the_middle_loses_and_doubles_nothing_of_it(worker: str) -> None:
    async with at_the_site() as (world, phone, ada, customer):
        await world.quiet()
        if worker != "nobody":
            await world.running.freeze(worker)
        await ada.writes("!channel sms", customer)
        await world.desk.is_heard()
        await world.crash()
        await world.start()
        await phone.gets(HERE)
        await customer.hears(GOES_ON)
        await ada.writes("it is on its way", customer)
        await phone.gets("it is on its way")
        await world.quiet()
        await customer.leaves()
        customer.forgets()
        await customer.opens()
        await customer.hears(GOES_ON)

        assert await has_gone_on(world, customer) == 1
        assert phone.twilio.texts().count(HERE) == 1
        assert customer.notices().count(GOES_ON) == 1
        await customer.never_heard("it is on its way")
