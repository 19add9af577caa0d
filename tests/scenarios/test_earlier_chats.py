"""On the accept the thread links the customer's earlier chats, and nothing that was written in them (T3)."""

from tests.scenarios.after_chat import finishing
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import World, a_world

LINKED = sentence("thread_earlier")


async def ended(world: World) -> tuple[Person, Customer]:
    """Let a chat take place, with a note and an outcome, and let it be handled."""
    ada, customer = await talking(world, words="my teapot leaks")
    await ada.writes("!note angry one")
    await ada.writes("!disposition refund")
    await world.desk.card_shows("Billing / Refund")
    await ada.writes("!end yes")
    await customer.hears("The chat has ended.")
    return ada, customer


async def test_the_thread_links_the_customers_earlier_chats_with_day_agent_and_outcome() -> None:
    async with a_world(finishing({"mode": "none"}, required=False)) as world:
        ada, customer = await ended(world)
        first = await world.desk.root(customer)
        await customer.says("one more thing")
        await ada.accepts(customer)
        post = await world.desk.shows(LINKED)
        day = f"{world.clock.bridge.now():%Y-%m-%d}"
        assert f"\n• #1 · {day} · Support · Ada Lovelace · Billing / Refund" in post.text
        (link,) = post.links
        assert world.desk.platform.link_of(first) in link
        assert [words in post.whole for words in ("teapot", "angry")] == [False, False]
        await customer.never_heard(LINKED)


async def test_a_new_customer_has_no_earlier_chats_and_no_other_post_is_made() -> None:
    async with a_world() as world:
        await talking(world)
        await world.quiet()
        assert LINKED not in "".join(await world.desk.lines())


async def test_chats_of_a_queue_in_another_channel_are_not_named_in_this_one() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!transfer Sales")
        await world.desk.card_shows("Sales")
        await ada.writes("!accept", customer)
        await world.desk.card_shows(sentence("card_active", agent="ada"))
        await ada.writes("!end yes", customer)
        await world.desk.card_shows(sentence("card_handled"), customer)
        await customer.says("one more thing")
        await ada.accepts(customer)
        await ada.writes("hello again", customer)
        await customer.hears("hello again")
        assert LINKED not in "".join(await world.desk.lines())


async def test_whoever_takes_a_chat_over_finds_the_links_there_already() -> None:
    async with a_world(finishing({"mode": "none"}, required=False)) as world:
        ada, customer = await ended(world)
        (grace,) = await ready(world, "grace")
        await customer.says("one more thing")
        await ada.accepts(customer)
        await world.desk.shows(LINKED)
        await ada.writes("hello again", customer)
        await customer.hears("hello again")
        await ada.writes("!transfer Grace Hopper", customer)
        await grace.is_rung()
        await grace.clicks("Accept")
        await customer.hears("Grace is here now.")
        await world.quiet()
        assert "".join(await world.desk.lines()).count(LINKED) == 1
