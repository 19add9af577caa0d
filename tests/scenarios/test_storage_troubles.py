"""The storage fails, a row can't be handled, the configuration lost a queue: words stay, and people are told."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from bridge.left_over import ChatsLeftOver
from bridge.store import agents, inbox
from bridge.store.work_tables import INBOX, InboxState
from core.agents.machine import Rung, step
from core.ids import AgentId, ConversationId
from tests.scenarios.scenes import ready, talking
from tests.scenarios.storage_trouble import BUG, STORAGE, changes, mends
from tests.scenarios.world import OUR_FAULT, World, a_world


def tries(world: World, event: str) -> int:
    """Count the lines of the log of that name."""
    return sum(line["event"] == event for line in world.log)


def expect(world: World, *events: str) -> None:
    """Take the faults that a test has caused on purpose out of the log."""
    assert set(events) <= OUR_FAULT
    world.log[:] = [line for line in world.log if line["event"] not in events]


async def test_words_that_the_storage_could_not_take_arrive_when_it_can_however_long_that_lasts() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await world.quiet()
        await changes(world, "message", STORAGE)
        await customer.says("important")
        await world.passes(120)
        assert tries(world, "inbound_waits_for_storage") > 10
        await world.running.bridge.database.write(mends)
        await world.passes(11)
        assert (await world.desk.lines()).count("important") == 1
        assert (await world.read(inbox.counts))[InboxState.PARKED] == 0


async def test_words_that_fail_by_our_own_fault_are_parked_after_five_tries_and_the_thread_is_told() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await world.quiet()
        await changes(world, "message", BUG)
        await customer.says("important")
        await world.passes(30)
        assert tries(world, "inbound_failed") == 5
        (row,) = await world.read(lambda conn: conn.execute(INBOX.select().where(INBOX.c.state == "parked")).all())
        assert f"A message could not be handled. Your admin finds it in the log (row {row.id})." in (
            await world.desk.lines()
        )
        await world.running.bridge.database.write(mends)
        await customer.says("and this after it")
        await world.desk.shows("and this after it")
        expect(world, "inbound_failed", "inbound_parked")


async def test_an_agent_whose_offer_can_not_be_made_is_free_again() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        await changes(world, "seat", BUG)
        customer = await world.customer()
        await customer.says("hi")
        for _ in range(30):
            if tries(world, "inbound_parked"):
                break
            await world.passes(1)
        await world.running.bridge.database.write(mends)
        await ada.is_rung()
        expect(world, "inbound_failed", "inbound_parked")


async def test_what_an_agent_holds_for_no_chat_is_given_back_at_the_start() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await world.quiet()
        await world.running.bridge.database.write(_rings_for_nothing)
        await world.restart()
        await world.quiet()
        ada_now = await world.read(lambda conn: agents.get(conn, AgentId("ada")))
        assert ada_now is not None
        assert ConversationId("gone") not in ada_now.chats
        assert len(ada_now.chats) == 1
        await ada.writes("still here")
        await customer.hears("still here")


def _rings_for_nothing(conn: Connection) -> None:
    agent = agents.get(conn, AgentId("ada"))
    assert agent is not None
    agents.put(
        conn, step(agent, Rung(agent.changed_at or datetime.min.replace(tzinfo=UTC), ConversationId("gone"), 1)).agent
    )


async def test_a_reservation_whose_answer_is_on_its_way_stands_over_a_restart() -> None:
    async with a_world() as world:
        [ada] = await ready(world, "ada")
        await world.quiet()
        await changes(world, "seat", STORAGE)
        customer = await world.customer()
        await customer.says("hi")
        await world.passes(1)
        await world.running.bridge.database.write(mends)
        await world.crash()
        await world.start()
        await ada.is_rung()
        assert not any(line["event"] == "reservations_given_back" for line in world.log)


async def test_a_bridge_does_not_start_without_the_queue_of_a_chat_in_hand() -> None:
    async with a_world() as world:
        customer = await world.customer("sales")
        await customer.says("sales please")
        await world.quiet()
        await world.stop()
        given = world._given  # noqa: SLF001 - an admin edits the file between two starts
        sales, served = given["queues"].pop("sales"), given["channels"]["web"].pop("queues")
        for one in given["agents"].values():
            one["queues"] = ["support"]

        with pytest.raises(ChatsLeftOver, match=r"queue 'sales' \(1 chat\)\. Put it back"):
            await world.start()

        given["queues"]["sales"], given["channels"]["web"]["queues"] = sales, served
        await world.start()
        await customer.says("still there?")
        await world.quiet()
        assert "still there?" in await world.desk.lines(customer)
