"""A word that finds its way free goes at once: begun in the transaction that stores it, sent when that is committed."""

from dataclasses import fields

import pytest
from sqlalchemy import Connection

from bridge import topics
from bridge.delivery import gate
from bridge.store import outbox
from bridge.store.outbox import NewOutbox, OutboxRow
from tests.scenarios.customer import Customer
from tests.scenarios.scenes import talking
from tests.scenarios.storage_trouble import STORAGE, changes, mends
from tests.scenarios.world import World, a_world


async def a_calm_chat(world: World) -> Customer:
    """Have a chat in which nothing is on its way, and no budget is used."""
    _, customer = await talking(world)
    await customer.says("first")
    await world.desk.shows("first")
    await world.quiet()
    await world.passes(5)
    await world.quiet()
    return customer


async def test_a_word_on_a_free_way_costs_one_transaction_before_it_goes_and_one_for_its_fate() -> None:
    async with a_world() as world:
        customer = await a_calm_chat(world)
        before = world.running.bridge.database.load.works
        await customer.says("hello")
        await world.desk.shows("hello")
        await world.quiet()
        its_echo = 1 if world.desk.platform.knows_posts else 0
        assert world.running.bridge.database.load.works - before == 2 + its_echo


async def test_words_in_a_row_come_in_order_whether_they_went_at_once_or_waited() -> None:
    async with a_world() as world:
        customer = await a_calm_chat(world)
        words = [f"word {number}" for number in range(12)]
        for word in words:
            await customer.says(word)
        await world.passes(15)
        await world.desk.shows("word 11")
        assert [line for line in await world.desk.lines() if line.startswith("word")] == words


async def test_a_word_whose_transaction_was_undone_leaves_its_lane_free() -> None:
    async with a_world() as world:
        customer = await a_calm_chat(world)
        await changes(world, "outbox", STORAGE)
        await customer.says("kept for later")
        await world.running.bridge.database.write(mends)
        await world.passes(11)
        await customer.says("and this after it")
        await world.desk.shows("and this after it")
        lines = await world.desk.lines()
        assert [line for line in lines if line in ("kept for later", "and this after it")] == [
            "kept for later",
            "and this after it",
        ]


async def test_a_word_whose_caller_was_gone_at_its_commit_goes_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_world() as world:
        await a_calm_chat(world)
        bridge = world.running.bridge
        leaving = bridge.office.departures.leaving()
        assert leaving is not None

        def work(conn: Connection) -> None:
            new = _again(conn)
            row = outbox.add(conn, new, bridge.clock.now(), leaving.start(conn, new, bridge.clock.now()))
            assert row is not None
            leaving.see(conn, [row], {})

        await bridge.database.write(work)  # and nobody offers the row
        monkeypatch.setattr(gate, "LOST", 0.0)
        bridge.hints.wake([topics.OUTBOX])
        await world.comes(lambda conn: _state(conn) == "sent", "the word to be sent again")
        assert (await world.desk.lines()).count("first") == 2


def _state(conn: Connection) -> str:
    return str(conn.exec_driver_sql("SELECT state FROM outbox WHERE key = 'again'").scalar_one())


def _again(conn: Connection) -> NewOutbox:
    """Give the newest post once more, under another key."""
    key = conn.exec_driver_sql("SELECT max(key) FROM outbox WHERE act = 'post' AND message IS NOT NULL").scalar_one()
    row = outbox.by_key(conn, key)
    assert isinstance(row, OutboxRow)
    given = {field.name: getattr(row, field.name) for field in fields(NewOutbox)}
    return NewOutbox(**given | {"key": "again"})
