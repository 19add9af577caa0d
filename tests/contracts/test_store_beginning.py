"""A start, with the same configuration or another: what routing reads is brought in step, and nobody is left behind."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from bridge.handlers.beginning import begin_anew, dismiss
from bridge.store import free, line, timers
from bridge.store.database import Database
from core.agents.machine import ChoseQueues
from core.agents.model import Presence
from core.conversation.events import Ended, TimersDue
from core.conversation.model import Status, Timer
from core.directory import Directory
from core.ids import AgentId, QueueId
from core.policy.choosing import Choosing
from core.policy.overflow import Overflow
from core.routing.queues import WrapUp, WrapUpMode
from tests.build import ADA, BILLING, BOB, CLEO, WEB, a_directory, a_profile, a_queue, later
from tests.contracts.routing_floor import Floor

SALES = QueueId("sales")
SELLS = a_queue(id=SALES, wrap_up=WrapUp(WrapUpMode.MANUAL))
BILLS = a_queue(wrap_up=WrapUp(WrapUpMode.NONE))
MEMBER = AgentId("helpers/T1:U-mary")


def a_shop(*, ada: dict[str, Any] | None = None, bob: dict[str, Any] | None = None, **billing: Any) -> Directory:
    """Make a configuration: Ada and Bob serve both queues, one chat at a time, unless told otherwise."""
    usual: dict[str, Any] = {"queues": (BILLING, SALES), "capacity": 1}
    people = [a_profile(one, **(usual | (other or {}))) for one, other in ((ADA, ada), (BOB, bob))]
    return a_directory(*people, queues=(replace(BILLS, **billing), SELLS))


def without(shop: Directory, agent: AgentId) -> Directory:
    """Take an agent out of the configuration."""
    return replace(shop, profiles={key: one for key, one in shop.profiles.items() if key != agent})


async def stands(floor: Floor) -> tuple[Any, ...]:
    """Give the rows that are derived for routing."""

    def read(conn: Connection) -> tuple[Any, ...]:
        everybody = {queue: free.of(conn, queue) for queue in floor.directory.queues}
        return everybody, line.everything(conn)

    return await floor.sees(read)


async def test_a_start_with_the_same_configuration_changes_nothing_that_routing_reads(database: Database) -> None:
    floor = Floor(database, a_shop(overflow=(Overflow(SALES, timedelta(seconds=30)),)))
    first, second = await floor.writes(BILLING), await floor.writes(SALES, priority=3)
    floor.passes(30)
    await floor.happens(first, TimersDue(floor.now))
    await floor.handles()
    await floor.is_ready(ADA)
    await floor.routes()
    before, version = await stands(floor), (await floor.chat(first)).version

    assert await floor.starts_anew() == 0

    assert await stands(floor) == before
    assert (await floor.chat(first)).version == version
    assert (await floor.chat(second)).offer is not None


async def test_rows_that_a_chat_does_not_confirm_are_corrected(database: Database) -> None:
    floor = Floor(database, a_shop())
    waits, moved, talks = [await floor.writes(BILLING) for _ in range(3)]
    await floor.is_ready(ADA)
    await floor.picks(ADA, talks)

    def spoil(conn: Connection) -> None:
        line.leave(conn, waits)
        line.put(conn, moved, (SALES,), -7, later(99))
        line.put(conn, talks, (BILLING,), 0, later(0))
        free.put(conn, ADA, (BILLING,), later(0))

    await floor.does(lambda unit: spoil(unit.conn))
    await floor.starts_anew()

    assert await floor.in_line(BILLING) == [waits, moved]
    assert await floor.in_line(SALES) == []
    assert await floor.free_for(BILLING) == ()


async def test_an_agent_who_serves_another_queue_now_is_offered_what_waits_there(database: Database) -> None:
    shop = a_shop(ada={"queues": (BILLING,)})
    floor = Floor(database, shop)
    await floor.is_ready(ADA)
    chat = await floor.writes(SALES)
    await floor.routes()
    assert await floor.free_for(SALES) == ()

    await floor.starts_anew(a_shop(ada={"queues": (SALES,)}))
    assert (await floor.free_for(BILLING), await floor.free_for(SALES)) == ((), (ADA,))
    await floor.routes()

    offer = (await floor.chat(chat)).offer
    assert offer is not None
    assert offer.agents == (ADA,)


async def test_of_chosen_queues_that_are_allowed_no_more_nothing_is_left_and_the_agent_serves_all(
    database: Database,
) -> None:
    floor = Floor(database, a_shop())
    await floor.is_ready(ADA, BOB)
    await floor.feels(ADA, ChoseQueues(floor.now, frozenset({SALES})))
    await floor.feels(BOB, ChoseQueues(floor.now, frozenset({SALES, BILLING})))

    only_billing = {"queues": (BILLING,)}
    await floor.starts_anew(a_shop(ada=only_billing, bob=only_billing))

    assert await floor.free_for(BILLING) == (ADA, BOB)
    assert (await floor.agent(ADA)).serving is None
    assert (await floor.agent(BOB)).serving == frozenset({SALES, BILLING})


async def test_a_queue_that_demands_a_skill_now_asks_only_those_who_have_it(database: Database) -> None:
    floor = Floor(database, a_shop())
    chat = await floor.writes(BILLING)
    await floor.is_ready(ADA, BOB)
    skilled = {"skills": frozenset({"invoices"})}
    choosing = Choosing(skills=frozenset({"invoices"}))

    await floor.starts_anew(a_shop(bob=skilled, choosing=choosing))
    await floor.routes()

    offer = (await floor.chat(chat)).offer
    assert offer is not None
    assert offer.agents == (BOB,)


async def test_who_waits_already_is_looked_at_by_what_the_queue_says_of_waiting_now(database: Database) -> None:
    floor = Floor(database, a_shop())
    chat = await floor.writes(BILLING)
    floor.passes(45)
    steps = (Overflow(SALES, timedelta(seconds=30)), Overflow(QueueId("all"), timedelta(seconds=60)))

    await floor.starts_anew(a_shop(overflow=steps))
    assert await floor.does(lambda unit: timers.due(unit.conn, unit.now, 9)) == (chat,)
    after = await floor.happens(chat, TimersDue(floor.now))

    assert (after.overflow, after.timers) == ((SALES,), {Timer.ROUTING: later(60)})
    assert await floor.in_line(SALES) == [chat]
    await floor.starts_anew(a_shop())
    assert (await floor.happens(chat, TimersDue(floor.now))).overflow == ()
    assert await floor.in_line(SALES) == []


async def test_a_chat_whose_look_is_due_is_left_to_its_timer(database: Database) -> None:
    shop = a_shop(overflow=(Overflow(SALES, timedelta(seconds=30)),))
    floor = Floor(database, shop)
    chat = await floor.writes(BILLING)
    version = (await floor.chat(chat)).version
    floor.passes(45)

    await floor.starts_anew()

    assert (await floor.chat(chat)).version == version


async def test_new_weights_count_for_new_chats_and_those_in_hand_keep_theirs(database: Database) -> None:
    floor = Floor(database, a_shop(ada={"capacity": 3}))
    await floor.is_ready(ADA)
    first = await floor.writes(BILLING)
    await floor.picks(ADA, first)

    heavy = a_shop(ada={"capacity": 3}, weights={WEB: 2})
    await floor.starts_anew(heavy)
    second, third = await floor.writes(BILLING), await floor.writes(BILLING)
    await floor.routes()
    await floor.picks(ADA, second)
    await floor.routes()

    ada = await floor.agent(ADA)
    assert {key: one.weight for key, one in ada.chats.items()} == {first: 1, second: 2}
    assert ada.load == ada.capacity
    assert (await floor.chat(third)).status is Status.QUEUED


async def test_with_less_capacity_nobody_is_asked_before_there_is_room_again(database: Database) -> None:
    floor = Floor(database, a_shop(ada={"capacity": 3}))
    await floor.is_ready(ADA)
    mine = [await floor.writes(BILLING) for _ in range(2)]
    for chat in mine:
        await floor.picks(ADA, chat)
    waits = await floor.writes(BILLING)

    await floor.starts_anew(a_shop(ada={"capacity": 1}))
    await floor.happens(mine[0], Ended(floor.now, ADA))
    await floor.routes()
    assert (await floor.chat(waits)).status is Status.QUEUED
    await floor.happens(mine[1], Ended(floor.now, ADA))
    await floor.routes()

    assert (await floor.chat(waits)).status is Status.OFFERED


async def removed(floor: Floor, agent: AgentId, awaited: tuple[str, ...] = ()) -> None:
    """Start a bridge whose configuration has an agent no more, and let it do what follows."""
    floor.directory = without(floor.directory, agent)
    await floor.does(lambda unit: begin_anew(unit, awaited))
    await floor.routes()


async def test_the_chats_of_an_agent_who_was_removed_are_offered_to_somebody_else(database: Database) -> None:
    floor = Floor(database, a_shop(ada={"capacity": 2}))
    await floor.is_ready(ADA)
    talks, wraps_up = await floor.writes(BILLING), await floor.writes(SALES)
    for chat in (talks, wraps_up):
        await floor.picks(ADA, chat)
    await floor.happens(wraps_up, Ended(floor.now, ADA))
    await floor.is_ready(BOB)

    await removed(floor, ADA)

    after = await floor.chat(talks)
    assert after.offer is not None
    assert (after.owner, after.offer.agents) == (None, (BOB,))
    assert (await floor.chat(wraps_up)).status is Status.HANDLED
    ada = await floor.agent(ADA)
    assert (ada.chats, ada.presence) == ({}, Presence.NOT_READY)
    assert await floor.free_for(BILLING) == ()


async def test_an_offer_to_an_agent_who_was_removed_runs_out_and_goes_to_somebody_else(database: Database) -> None:
    floor = Floor(database, a_shop())
    await floor.is_ready(ADA, BOB)
    chat = await floor.writes(BILLING)
    await floor.routes()

    await removed(floor, ADA)
    floor.passes(60)
    await floor.happens(chat, TimersDue(floor.now))
    await floor.routes()

    offer = (await floor.chat(chat)).offer
    assert offer is not None
    assert offer.agents == (BOB,)
    assert (await floor.agent(ADA)).chats == {}


async def test_members_of_a_group_keep_their_chats_until_the_group_has_been_read(database: Database) -> None:
    shop = a_shop()
    mary = a_profile(MEMBER, queues=(BILLING,))
    floor = Floor(database, replace(shop, profiles={**shop.profiles, MEMBER: mary}))
    await floor.is_ready(MEMBER)
    chat = await floor.writes(BILLING)
    await floor.picks(MEMBER, chat)

    await removed(floor, MEMBER, awaited=("helpers",))
    assert (await floor.chat(chat)).owner == MEMBER
    await floor.does(lambda unit: dismiss(unit, ()))
    await floor.handles()

    assert (await floor.chat(chat)).status is Status.QUEUED


async def test_what_a_crash_left_reserved_is_given_back_and_offered_anew(database: Database) -> None:
    floor = Floor(database, a_shop())
    await floor.is_ready(CLEO, ADA)
    chat = await floor.writes(BILLING)
    await floor.handles()
    assert await floor.reserved() == {chat: ADA}

    assert await floor.starts_anew() == 1  # the look of before may still come
    await floor.routes()

    assert (await floor.chat(chat)).status is Status.OFFERED
    assert await floor.reserved() == {}
