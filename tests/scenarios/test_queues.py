"""Who gets how much: capacity, weights, assignment, broadcast, picking by number, several channels."""

import asyncio

import pytest

from tests.scenarios.differences import Difference
from tests.scenarios.played import place
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.shown import Refused
from tests.scenarios.world import a_world

BROADCAST = {"queues": {"support": {"offer_mode": "broadcast", "offer_timeout": "30s"}}}


async def test_capacity_is_kept_with_two_chats_at_once() -> None:
    async with a_world({"agents": {"ada": {"capacity": 2}}}) as world:
        ada, first = await talking(world)
        second = await world.customer()
        await second.says("me too")
        await ada.accepts(second)
        third = await world.customer()
        await third.says("and me")
        await world.quiet()
        assert ada.rings() == 0
        await ada.command("pick 3")
        await ada.is_told(sentence("capacity_reached", load=2, capacity=2))
        await ada.writes("!end yes", first)
        await ada.is_rung()


async def test_a_heavier_channel_takes_more_of_the_capacity() -> None:
    async with a_world({"channels": {"web": {"weight": 2}}}) as world:
        ada, first = await talking(world)
        second = await world.customer()
        await second.says("me too")
        await world.quiet()
        assert ada.rings() == 0, "a second chat would need 4 of 3"
        await ada.writes("!end yes", first)
        await ada.is_rung()


async def test_auto_answer_gives_the_chat_without_asking() -> None:
    async with a_world({"queues": {"support": {"auto_answer": True}}}) as world:
        [ada] = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await customer.hears("Ada is here now.")
        await ada.is_told(sentence("assigned", number=1))
        assert ada.rings() == 0
        await ada.writes("hello")
        await customer.hears("hello")


async def test_in_a_broadcast_the_first_click_wins_and_the_next_is_told_who_won() -> None:
    async with a_world(BROADCAST) as world:
        ada, grace = await ready(world, "ada", "grace")
        customer = await world.customer()
        await customer.says("hi")
        await world.desk.card_shows(sentence("card_offered"))
        assert ada.rings() == 0
        await asyncio.gather(ada.clicks_on_card("Accept"), grace.clicks_on_card("Accept"))
        await world.desk.shows("has accepted the chat.")
        await world.quiet()
        told = [*ada.heard(), *grace.heard()]
        winners = {sentence("offer_gone", winner=name) for name in ("ada", "grace")}
        assert len(winners & set(told)) == 1


async def test_a_broadcast_that_nobody_answers_makes_nobody_not_ready_and_goes_on() -> None:
    async with a_world(BROADCAST) as world:
        [ada] = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await world.desk.card_shows(sentence("card_offered"))
        await world.passes(31)
        await world.desk.shows(sentence("thread_still_waiting"))
        await world.desk.card_shows(sentence("card_offered"))
        await ada.clicks_on_card("Accept")
        await customer.hears("Ada is here now.")


async def test_pick_shows_what_waits_oldest_first_and_takes_one_by_its_number() -> None:
    async with a_world() as world:
        ada = world.desk.agent("ada")
        first, second = await world.customer(), await world.customer()
        await first.says("the older one")
        await world.passes(5)
        await second.says("the newer one")
        await world.quiet()
        await ada.command("pick")
        shown = (await ada.is_told("the newer one")).text
        assert shown.index("the older one") < shown.index("the newer one")
        await ada.command("pick 2")
        await ada.is_told(sentence("accepted", number=2))
        await second.hears("Ada is here now.")
        await world.desk.card_shows("Waiting", first)


async def test_a_chat_that_rings_at_somebody_else_can_be_picked() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await ada.is_rung()
        grace = world.desk.agent("grace")
        await grace.command("pick 1")
        await customer.hears("Grace is here now.")
        await ada.is_told(sentence("offer_taken", winner="grace"))
        assert ada.rings() == 0
        await ada.opens_home()
        await ada.home_shows(sentence("home_ready"))


async def test_picking_what_is_no_waiting_chat_says_so() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        grace = world.desk.agent("grace")
        await grace.command("pick 1")
        await grace.is_told(sentence("offer_gone", winner="ada"))
        await grace.command("pick 99")
        await grace.is_told(sentence("chat_unknown", number=99))
        await ada.command("pick 1")
        await ada.is_told(sentence("accept_already_yours"))


async def test_list_shows_my_chats_and_what_waits() -> None:
    async with a_world({"agents": {"ada": {"capacity": 1}}}) as world:
        ada, _ = await talking(world)
        waiting = await world.customer()
        await waiting.says("is anybody there?")
        await world.quiet()
        await ada.says("list")
        shown = (await ada.is_told("is anybody there?")).text
        assert "#1 Visitor" in shown
        assert "#2 Visitor" in shown


async def test_a_bystander_may_take_nothing() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.says("hi")
        sam = world.desk.agent("sam")
        await sam.clicks_on_card("Accept")
        await sam.is_told(sentence("not_an_agent"))
        await sam.command("ready")
        await world.quiet()
        assert sentence("ready") not in sam.heard()
        await world.desk.card_shows("Waiting")


async def test_an_agent_of_another_queue_may_not_take_the_chat() -> None:
    async with a_world({"agents": {"grace": {"queues": ["sales"]}}}) as world:
        customer = await world.customer()
        await customer.says("hi")
        grace = world.desk.agent("grace")
        await grace.command("pick 1")
        await grace.is_told(sentence("not_your_queue", queue="Support"))


async def test_a_queues_chats_are_spread_over_its_places() -> None:
    changes = {"queues": {"support": {"places": [place("support"), place("sales")]}, "sales": None}}
    agents = {name: {"queues": ["support"]} for name in ("ada", "grace", "lin")}
    async with a_world({**changes, "agents": agents, "channels": {"web": {"queues": []}}}) as world:
        places = []
        for number in range(4):
            customer = await world.customer()
            await customer.says(f"hello {number}")
            places.append((await world.desk.root(customer)).place)
        there = [world.desk.place(name).id for name in ("sales", "support")]
        assert sorted(places) == sorted(2 * there)


async def test_a_customer_may_choose_another_queue_of_the_page() -> None:
    async with a_world() as world:
        customer = await world.customer("sales")
        await customer.says("how much is the Assam?")
        assert (await world.desk.root(customer)).place == world.desk.place("sales").id


@pytest.mark.desks("slack", because=Difference.SLASH)
async def test_slack_refuses_slash_commands_in_threads_but_the_word_works_there() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await ada.is_rung()
        with pytest.raises(Refused, match="not supported in threads"):
            await ada.writes("/accept")
        await ada.writes("!accept")
        await customer.hears("Ada is here now.")


@pytest.mark.desks("teams", because=Difference.SLASH)
async def test_a_word_behind_a_slash_is_a_command_in_the_thread_too() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await ada.is_rung()
        await ada.writes("/accept")
        await customer.hears("Ada is here now.")


async def test_the_list_says_how_long_each_has_waited_and_takes_one_by_mouse() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.says("hi")
        await world.passes(75)
        ada = world.desk.agent("ada")
        await ada.command("pick")
        told = await ada.is_told("Waiting:")
        assert "Q 1:" in told.text
        await ada.clicks("Take #1")
        await customer.hears("Ada is here now.")
