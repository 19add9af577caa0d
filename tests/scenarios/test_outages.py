"""The platform in trouble: down, slow, throttling, archived, closed to us. Nothing is lost, nothing comes twice."""

import pytest

from tests.scenarios.platform import Call
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import World, a_world


@pytest.mark.workers
async def test_after_a_minute_without_the_platform_everything_arrives_in_order_and_once() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        world.desk.fails(Call.ANY, "outage", times=None)
        for number in range(4):
            await customer.says(f"line {number}")
            await ada.writes(f"answer {number}")
            await world.passes(15)
        assert customer.texts() == []
        world.playground.faults.clear()
        lines = await world.desk.lines()
        assert [line for line in lines if line.startswith("line")] == [f"line {n}" for n in range(4)]
        assert sorted(customer.texts()) == [f"answer {n}" for n in range(4)]


@pytest.mark.workers
async def test_a_chat_that_begins_while_the_platform_is_down_gets_its_thread_later() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        world.desk.fails(Call.ANY, "outage", times=None)
        customer = await world.customer()
        await customer.says("anybody?")
        await customer.says("hello?")
        await customer.hears("Thanks for writing!")
        await world.passes(60)
        world.playground.faults.clear()
        await world.passes(40)  # the longest pause between two tries
        await ada.accepts()
        lines = await world.desk.lines()
        assert lines[:2] == ["anybody?", "hello?"]


async def test_a_bridge_that_starts_while_the_platform_is_down_works_when_it_is_back() -> None:
    async with a_world() as world:
        await world.stop()
        world.desk.fails(Call.ANY, "outage", times=None)
        await world.start()
        customer = await world.customer()
        await customer.says("anybody?")
        await world.passes(30)
        world.playground.faults.clear()
        await world.passes(60)
        ada, *_ = await ready(world, "ada")
        await ada.accepts()
        await ada.writes("yes")
        await customer.hears("yes")


async def test_the_platforms_pause_is_kept_and_the_words_arrive_once() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        world.desk.fails(Call.POST, "429", times=2, retry_after=7)
        began = world.clock.seconds
        await customer.says("patience")
        await world.desk.shows("patience")
        assert world.clock.seconds - began >= 14
        assert (await world.desk.lines()).count("patience") == 1
        assert len(world.desk.refusals()) == 2


@pytest.mark.workers
@pytest.mark.parametrize("kind", ["500", "reset", "reset_after_accept"])
async def test_an_answer_that_is_lost_or_an_error_doubles_nothing(kind: str) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        world.desk.fails(Call.POST, kind)
        await customer.says("once, please")
        await customer.says("and this after it")
        await world.desk.shows("and this after it")
        await ada.writes("got it")
        await customer.hears("got it")
        lines = [line for line in await world.desk.lines() if line in ("once, please", "and this after it")]
        assert list(dict.fromkeys(lines)) == ["once, please", "and this after it"]
        await world.desk.stands_once("once, please")


@pytest.mark.workers
@pytest.mark.parametrize("kind", ["reset_after_accept", "timeout_after_accept"])
async def test_an_event_whose_acknowledgement_was_lost_is_taken_once(kind: str) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        world.desk.fails(Call.EVENTS, kind, times=2)
        await ada.writes("once, please")
        await customer.hears("once, please")
        await world.passes(400)
        assert customer.texts() == ["once, please"]


async def test_an_archived_channel_is_told_of_and_all_arrives_when_it_is_back() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await world.desk.place("support").is_archived()
        await _is_told_of_while_nothing_is_posted(world, "one", "two")
        await world.desk.place("support").is_brought_back()
        await _has_arrived(world, "one", "two")
        await ada.writes("here again")
        await customer.hears("here again")


async def test_a_bot_that_was_removed_is_told_of_and_all_arrives_when_it_is_back() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.opens_home()  # who has the bridge themselves can be told
        await world.desk.place("support").loses_the_bot()
        await _is_told_of_while_nothing_is_posted(world, "one", "two")
        await world.desk.place("support").gets_the_bot()
        await _has_arrived(world, "one", "two")
        await ada.writes("here again")
        await customer.hears("here again")


async def test_after_a_revoked_token_is_replaced_all_arrives() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        said = await world.desk.platform.revoke()
        await customer.says("one")
        await customer.says("two")
        await world.passes(45)
        assert any(said in line for line in world.troubles())
        await world.desk.platform.install()
        await world.passes(35)
        await _has_arrived(world, "one", "two")
        await ada.writes("here again")
        await customer.hears("here again")


async def test_one_broken_channel_holds_up_no_other() -> None:
    async with a_world() as world:
        await talking(world)
        await world.desk.place("support").is_archived()
        await world.customers[0].says("into the archive")
        other = await world.customer("sales")
        await other.says("how much is the Assam?")
        await world.desk.shows("how much is the Assam?", other)


async def _is_told_of_while_nothing_is_posted(world: World, *texts: str) -> None:
    """Let the customer write into a broken channel: the agent is told in private."""
    for words in texts:
        await world.customers[-1].says(words)
    beginning, _, _ = sentence("desk_blocked", number=1, reason="@").partition("@")
    await world.desk.agent("ada").is_told(beginning)
    posted = [one.text for one in await world.desk.thread()]
    assert not set(posted) & set(texts)


async def _has_arrived(world: World, *texts: str) -> None:
    await world.desk.shows(texts[-1])
    lines = await world.desk.lines()
    assert [line for line in lines if line in texts] == list(texts)
