"""Handing a chat over (C4): cold to an agent or a queue, warm by an invitation; never ownerless, never told amiss."""

import asyncio
from datetime import UTC, datetime

import pytest

from bridge.store import journal
from core.features.reports import offers
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.settings import Settings
from tests.scenarios.world import World, a_world

MOVING = {"queues": {"support": {"messages": {"transferred": "One moment, a colleague takes over."}}}}


async def statuses(world: World) -> list[tuple[object, ...]]:
    """Give how the chats stand and in which queue."""
    rows = await world.read(lambda conn: conn.exec_driver_sql("select status, queue from conversation").all())
    return [tuple(row) for row in rows]


async def test_a_chat_given_to_an_agent_rings_there_with_the_note_and_goes_on() -> None:
    async with a_world(MOVING) as world:
        ada, customer = await talking(world)
        (grace,) = await ready(world, "grace")
        await ada.writes("!transfer Grace Hopper she knows the Assam")
        await world.desk.shows(sentence("thread_transferred_agent", by="ada", agent="grace"))
        await customer.hears("One moment, a colleague takes over.")
        offer = await grace.is_rung()
        assert "Handed over by" in offer.whole
        assert "she knows the Assam" in offer.whole
        await grace.clicks("Accept")
        await customer.hears("Grace is here now.")
        await grace.writes("hello from Grace")
        await customer.hears("Grace: hello from Grace")
        await ada.writes("and from Ada")
        await ada.is_told(sentence("hold_not_attendee"))
        await customer.never_heard("she knows the Assam", "and from Ada")


async def test_a_transfer_by_form_is_filled_in_with_a_note_that_only_agents_see() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        (grace,) = await ready(world, "grace")
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Transfer…")
        await ada.fills_in(to="Grace Hopper", note="wants 😀 a refund")
        await world.desk.shows("wants 😀 a refund")
        await grace.accepts(customer)
        await customer.never_heard("a refund")


async def test_a_chat_given_to_a_queue_waits_there_and_its_place_points_to_it() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        (grace,) = await ready(world, "grace")
        sales = world.desk.place("sales")
        await ada.writes("!transfer sales wants to order")
        await world.desk.shows(sentence("thread_transferred_queue", by="ada", queue="Sales"))
        await sales.shows("A chat from Ada Lovelace")
        await sales.shows("wants to order")
        await sales.clicks(grace, "Accept", beside="A chat from Ada Lovelace")
        await world.desk.card_shows("With Grace Hopper")
        await sales.shows("Taken by Grace Hopper")
        await grace.writes("sales speaking")
        await customer.hears("sales speaking")
        await customer.never_heard("wants to order")


@pytest.mark.parametrize("rejects", [True, False])
async def test_a_chat_that_its_new_agent_does_not_take_waits_for_everybody_and_its_giver_is_told(
    rejects: bool,  # noqa: FBT001 - drawn by name
) -> None:
    async with a_world({"queues": {"support": {"offer_timeout": "30s"}}}) as world:
        ada, customer = await talking(world)
        grace, lin = await ready(world, "grace", "lin")
        await ada.writes("!transfer grace")
        await grace.is_rung()
        assert lin.rings() == 0
        if rejects:
            await grace.clicks("Reject")
        else:
            await world.passes(31)
        await ada.is_told(sentence("transfer_not_taken", agent="grace", number=1))
        await lin.accepts(customer)
        await lin.writes("Lin here")
        await customer.hears("Lin here")


async def test_whoever_gave_a_chat_away_has_room_again_at_once() -> None:
    one: Settings = {"agents": {"ada": {"capacity": 1}}}
    async with a_world(one) as world:
        ada, _ = await talking(world)
        await ready(world, "grace")
        await ada.writes("!transfer grace")
        await world.desk.agent("grace").is_rung()
        second = await world.customer()
        await second.says("me too")
        await ada.accepts(second)


async def test_a_warm_transfer_leaves_when_the_guest_has_joined() -> None:
    async with a_world(MOVING) as world:
        ada, customer = await talking(world)
        grace = world.desk.agent("grace")
        await ada.writes("!invite grace and leave knows the Assam")
        await world.desk.shows(sentence("thread_handing_over", agent="grace", by="ada"))
        await ada.writes("A colleague comes.")
        await customer.hears("A colleague comes.")
        await grace.clicks("Join")
        await world.desk.shows(sentence("thread_handed_over", agent="grace", by="ada"))
        await world.desk.card_shows("With Grace Hopper")
        await customer.hears("One moment, a colleague takes over.")
        await customer.hears("Grace is here now.")
        await ada.writes("I am gone")
        await ada.is_told(sentence("hold_not_attendee"))
        await customer.never_heard("knows the Assam", "I am gone")


async def test_figures_stay_with_the_queue_in_which_the_chat_was_offered() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        (grace,) = await ready(world, "grace")
        await ada.writes("!transfer sales")
        await world.desk.place("sales").clicks(grace, "Accept", beside="A chat from")
        await world.desk.card_shows("With Grace Hopper")
        always = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
        counted = await world.read(lambda conn: journal.counts(conn, *always))
        figures = {(line.agent, line.queue): line.figures["accepted"] for line in offers(counted)}
        assert figures[("ada", "support")] == 1
        assert figures[("grace", "sales")] == 1
        assert ("ada", "sales") not in figures or figures[("ada", "sales")] == 0


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!transfer", "Still needed: an agent or a queue"),
        ("!transfer bob", "bob"),
        ("!transfer lin", sentence("transfer_not_free", agent="lin")),
        ("!transfer ada", sentence("transfer_yourself", number=1)),
    ],
)
async def test_what_can_not_be_transferred_says_what_to_type_and_changes_nothing(typed: str, answer: str) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes(typed)
        await ada.is_told(answer)
        await ada.writes("still yours")
        await customer.hears("still yours")
        assert await statuses(world) == [("active", "support")]


async def test_a_guest_does_not_transfer_and_an_ended_chat_is_not_transferred() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        (grace,) = await ready(world, "grace")
        await ada.writes("!invite grace")
        await grace.clicks("Join")
        await customer.hears("Grace is here now.")
        await grace.writes("!transfer sales")
        await grace.is_told(sentence("transfer_not_owner", agent="ada"))
        await customer.ends()
        await world.desk.shows(sentence("thread_customer_ended"))
        await ada.writes("!transfer sales")
        await ada.is_told(sentence("chat_ended"))
        assert await statuses(world) == [("handled", "support")]


@pytest.mark.workers
async def test_a_transfer_raced_by_the_customers_end_ends_or_goes_and_is_never_lost() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        (grace,) = await ready(world, "grace")
        await asyncio.gather(ada.writes("!transfer grace"), customer.ends())
        await customer.hears("The chat has ended.")
        await world.quiet()
        assert await statuses(world) == [("handled", "support")]
        second = await world.customer()
        await second.says("and now")
        rung = [one for one in (ada, grace) if one.rings()]
        await world.until(lambda: any(one.rings() for one in (ada, grace)), f"a ring; there were {rung}")
