"""What customers do: end, leave, return, come again."""

from datetime import UTC, datetime

import pytest

from bridge.observing.figures import figures_of
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import a_world


async def test_a_customer_who_ends_is_told_of_in_the_thread_and_frees_the_agent() -> None:
    async with a_world({"agents": {"ada": {"capacity": 1}}}) as world:
        ada, customer = await talking(world)
        await customer.ends()
        await world.desk.shows(sentence("thread_customer_ended"))
        await customer.hears("The chat has ended.")
        await world.desk.card_shows(sentence("card_ended_customer"))
        another = await world.customer()
        await another.says("hello?")
        await ada.is_rung()


async def test_a_customer_who_ends_while_it_rings_stops_the_ringing_and_blames_nobody() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        await ada.opens_home()
        customer = await world.customer()
        await customer.says("hi")
        await ada.is_rung()
        await customer.ends()
        await ada.is_told(sentence("offer_customer_left"))
        await world.quiet()
        assert ada.rings() == 0
        await ada.home_shows(sentence("home_ready"))


async def test_a_customer_who_ends_while_waiting_leaves_the_queue() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.says("hi")
        await world.desk.card_shows(sentence("card_waiting"))
        await customer.ends()
        await world.desk.card_shows(sentence("card_handled"))
        [ada] = await ready(world, "ada")
        await world.quiet()
        assert ada.rings() == 0


async def test_a_customer_who_leaves_and_returns_is_told_of_in_the_thread() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await customer.leaves()
        await world.passes(61)
        await world.desk.shows(sentence("thread_customer_left"))
        await customer.opens()
        await world.desk.shows(sentence("thread_customer_back"))


async def test_a_customer_who_returns_after_a_restart_is_told_of_in_the_thread() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await customer.leaves()
        await world.passes(61)
        await world.desk.shows(sentence("thread_customer_left"))
        await world.restart()  # the window finds the bridge again
        await world.desk.shows(sentence("thread_customer_back"))
        await world.restart()
        await world.quiet()
        assert (await world.desk.lines()).count(sentence("thread_customer_back")) == 1


@pytest.mark.workers
async def test_a_customer_who_left_shortly_before_a_restart_is_told_to_have_left_when_it_is_time() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await customer.leaves()
        await world.passes(20)
        world.customers.remove(customer)  # the page stays closed
        await world.restart()
        await world.passes(30)
        assert sentence("thread_customer_left") not in await world.desk.lines(customer)
        now = datetime.fromtimestamp(world.clock.seconds, UTC)
        figures = await world.read(lambda conn: figures_of(conn, (), now))
        assert (figures.inbox["pending"], figures.inbox_age) == (1, 0.0)
        await world.passes(11)
        await world.desk.shows(sentence("thread_customer_left"), customer)
        world.customers.append(customer)
        await customer.opens()
        await world.desk.shows(sentence("thread_customer_back"), customer)


@pytest.mark.workers
async def test_a_customer_who_left_shortly_before_a_restart_and_comes_back_in_time_has_not_left() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await customer.leaves()
        await world.passes(20)
        await world.restart()  # the window finds the bridge again
        await world.passes(90)
        said = await world.desk.lines(customer)
        assert sentence("thread_customer_left") not in said
        assert sentence("thread_customer_back") not in said
        await customer.leaves()
        await world.passes(61)
        await world.desk.shows(sentence("thread_customer_left"), customer)


async def test_a_leaving_that_is_due_while_the_bridge_is_down_is_told_at_the_start() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await customer.leaves()
        await world.passes(20)
        world.customers.remove(customer)  # the page stays closed
        await world.stop()
        await world.clock.advance(300)
        await world.start()
        await world.desk.shows(sentence("thread_customer_left"), customer)
        world.customers.append(customer)


async def test_a_reload_of_the_page_is_no_leaving() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await customer.leaves()
        await world.passes(20)
        await customer.opens()
        await world.passes(90)
        assert sentence("thread_customer_left") not in await world.desk.lines()


async def test_a_customer_who_ended_is_not_told_to_have_left() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await customer.ends()
        await customer.hears("The chat has ended.")
        await customer.leaves()
        await world.passes(90)
        assert sentence("thread_customer_left") not in await world.desk.lines(customer)


async def test_words_after_the_end_begin_a_new_chat_in_a_new_thread() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        first = await world.desk.root()
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await customer.says("one more thing")
        await ada.is_rung()
        assert await world.desk.root() != first
        await world.desk.shows("one more thing")


async def test_words_that_were_on_their_way_when_the_chat_ended_reopen_it() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        first = await world.desk.root()
        await world.running.freeze("InboxWorker")
        await ada.writes("!end yes")
        await world.desk.is_heard()
        await customer.says("wait, one more thing")
        await world.crash()
        await world.start()
        await world.desk.shows(sentence("thread_reopened"))
        assert await world.desk.root() == first
        await ada.is_rung()
        await ada.clicks("Accept")
        await ada.writes("of course")
        await customer.hears("of course")


async def test_the_page_on_which_the_customer_is_stands_on_the_card() -> None:
    async with a_world() as world:
        await talking(world)
        await world.desk.card_shows("Assam, second flush")


async def test_an_empty_message_is_refused_in_words() -> None:
    async with a_world() as world:
        customer = await world.customer()
        answer = await customer.tries("   ")
        assert answer["t"] == "refused"
        assert answer["code"] == "empty"
