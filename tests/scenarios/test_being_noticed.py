"""Being noticed (T27): an agent follows the thread from the accept on, and is reminded of a customer who waits."""

from tests.scenarios.scenes import talking
from tests.scenarios.world import a_world

SOON = {"queues": {"support": {"answer_reminder": "60s"}}}


async def test_accepting_mentions_the_agent_so_that_they_are_told_of_what_follows() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        assert (await world.desk.shows("has accepted the chat")).mentions == (ada.user,)


async def test_no_words_of_a_customers_mention_anybody() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await customer.says(f"{world.desk.harmful()} <@{ada.user}> @Ada Lovelace <!channel> {{agent}}")
        assert not (await world.desk.shows("@Ada Lovelace")).mentions


async def test_a_customer_who_waits_is_recalled_once_until_the_agent_answers() -> None:
    async with a_world(SOON) as world:
        ada, customer = await talking(world)
        await ada.writes("one moment")
        await customer.hears("one moment")
        await customer.says("are you there?")
        await world.passes(59)
        assert not reminders(ada.heard())
        await world.passes(2)
        reminder = await ada.is_told("is waiting for your answer in chat #1")
        assert reminder.is_direct
        link = world.desk.platform.link_of(await world.desk.root())
        assert [one for one in reminder.links if link in one]
        await customer.says("hello?")
        await world.passes(300)
        assert len(reminders(ada.heard())) == 1
        await ada.writes("here I am")
        await customer.hears("here I am")
        await customer.says("good")
        await world.passes(61)
        assert len(reminders(ada.heard())) == 2


def reminders(heard: list[str]) -> list[str]:
    """Give the reminders among what somebody was told."""
    return [one for one in heard if "is waiting for your answer" in one]


async def test_a_customer_who_was_answered_is_not_recalled() -> None:
    async with a_world(SOON) as world:
        ada, customer = await talking(world)
        await ada.writes("good morning")
        await customer.hears("good morning")
        await world.passes(300)
        assert not reminders(ada.heard())


async def test_no_reminder_where_the_queue_wants_none() -> None:
    async with a_world({"queues": {"support": {"answer_reminder": "0"}}}) as world:
        ada, customer = await talking(world)
        await customer.says("are you there?")
        await world.passes(300)
        assert not reminders(ada.heard())
