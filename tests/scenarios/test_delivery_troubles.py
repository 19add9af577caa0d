"""Sends in trouble of our own: a change of mind on the way, a full disk, a row that nobody can carry."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from sqlite3 import OperationalError as DiskFull
from typing import Any, Literal, TypeVar

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import OperationalError

from bridge import topics
from bridge.store import messages, outbox
from bridge.store.outbox import NewOutbox
from bridge.store.tables import MESSAGE
from bridge.store.work_tables import OUTBOX, OutboxState
from core.capabilities import Act
from core.ids import MessageId
from core.messages import Message, plain_text
from tests.scenarios.attachments import PDF
from tests.scenarios.platform import Call
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import World, a_world

T = TypeVar("T")

NOTICE = {"kind": "notice", "sentence": {"key": "thread_uncertain", "args": {}}}
TURN = {"kind": "turn", "turn": "waiting"}
SETTLED = ("sent", "parked")


async def test_a_message_deleted_while_its_file_is_fetched_never_reaches_the_customer() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await _fetching_is_slow(world)
        ref = await ada.writes("the wrong window", files={"label.pdf": PDF})
        await _fetching_has_begun(world)
        await ada.deletes(ref)
        await world.comes(lambda conn: _newest(conn).deleted, "the deletion")
        await world.clock.advance(60)
        await world.quiet()
        assert "the wrong window" not in str(customer.frames)
        assert customer.files() == []
        assert (await world.read(_newest)).deleted


async def test_a_message_edited_while_its_file_is_fetched_reaches_the_customer_in_its_new_words() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await _fetching_is_slow(world)
        ref = await ada.writes("old words", files={"label.pdf": PDF})
        await _fetching_has_begun(world)
        await ada.edits(ref, "new words")
        await world.comes(lambda conn: plain_text(_newest(conn).parts) == "new words", "the edit")
        await world.clock.advance(60)
        await customer.hears("new words")
        await world.quiet()
        assert customer.texts() == ["new words"]
        assert "old words" not in str(customer.frames)
        assert await customer.downloads("label.pdf") == PDF


@pytest.mark.parametrize("state", [OutboxState.PENDING, OutboxState.UNCERTAIN])
@pytest.mark.parametrize(("destination", "body"), [("desk:gone", NOTICE), ("channel:gone", TURN)])
async def test_a_row_for_a_place_that_is_configured_no_longer_is_set_aside_and_stops_no_other(
    state: OutboxState, destination: str, body: Mapping[str, Any]
) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await world.quiet()
        await _has_a_row(world, destination, body, state)
        await ada.writes("hello")
        await customer.hears("hello")
        await world.quiet()
        assert await world.read(_state_of_the_row) is OutboxState.PARKED
        assert any("outbox_parked" in line and destination in line for line in world.troubles())


@pytest.mark.parametrize("state", [OutboxState.PENDING, OutboxState.UNCERTAIN])
async def test_a_row_that_cannot_be_understood_is_set_aside_and_stops_no_other(state: OutboxState) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await world.quiet()
        await _has_a_row(world, f"desk:{world.desk.name}", {"kind": "of a later version"}, state)
        await ada.writes("hello")
        await customer.hears("hello")
        await world.until(lambda: _tells(world, "outbox_failed"), "the line in the log")
        await world.comes(lambda conn: _state_of_the_row(conn) is OutboxState.PARKED, "the row set aside")
        world.log[:] = [line for line in world.log if line["event"] != "outbox_failed"]  # that line was asked for


async def test_a_look_up_that_takes_long_holds_up_nobody_else() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await world.quiet()
        world.desk.fails(Call.EVENTS, "delay", delay_ms=60_000, times=None)
        world.desk.fails(Call.POST, "reset_after_accept")
        slow = world.desk.fails(Call.HISTORY, "delay", delay_ms=20_000)
        await customer.says("perhaps there")
        await world.until(lambda: _is_taken(world, slow), "the look-up", patience=10)
        await customer.ends()
        await world.until(lambda: "The chat has ended." in customer.notices(), "the end", patience=0)
        world.playground.faults.clear()
        await world.clock.advance(90)
        await world.quiet()
        assert (await world.desk.lines()).count("perhaps there") == 1


@pytest.mark.parametrize("times", [1, 5])
async def test_a_message_whose_arrival_cannot_be_written_yet_is_not_called_undelivered(
    times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await world.quiet()
        with _full_disk(world, monkeypatch, times) as full:
            await ada.writes("first", files={"label.pdf": PDF})  # words alone need no row in the outbox
            await customer.hears("first")
            await ada.writes("second")
            await customer.hears("second")
            await world.quiet()
        assert full == []
        assert customer.texts() == ["first", "second"]
        assert not any("Not delivered" in line for line in await world.desk.lines())
        assert await world.read(_unsettled) == 0


async def test_what_could_not_be_written_before_the_end_is_settled_after_the_next_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await world.quiet()
        with _full_disk(world, monkeypatch, 1000):
            await ada.writes("first", files={"label.pdf": PDF})  # words alone need no row in the outbox
            await customer.hears("first")
            await world.until(lambda: _tells(world, "outbox_not_settled_yet"), "a try to write", patience=0)
            await world.stop()
        await world.start()
        await ada.writes("second")
        await customer.hears("second")
        await world.quiet()
        assert customer.texts() == ["first", "second"]
        assert not any("Not delivered" in line for line in await world.desk.lines())
        assert await world.read(_unsettled) == 0


async def test_a_send_that_was_begun_and_that_nobody_has_in_hand_is_taken_up_again() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await world.quiet()
        await _has_a_row(world, f"desk:{world.desk.name}", NOTICE, OutboxState.SENDING)
        await world.passes(60)
        await customer.says("still here")
        await world.desk.shows("still here")
        await world.comes(_is_looked_for, "a first look for it")
        await world.passes(10)  # and a second one
        await world.comes(lambda conn: _state_of_the_row(conn) is OutboxState.SENT, "the notice")
        assert (await world.desk.lines()).count(sentence("thread_uncertain")) == 1


async def _fetching_is_slow(world: World) -> None:
    await world.quiet()
    world.desk.fails(Call.FILES, "delay", delay_ms=30_000)


async def _fetching_has_begun(world: World) -> None:
    await world.until(lambda: not world.playground.faults.listed(), "the fetching to begin", patience=0)


def _is_taken(world: World, fault: int) -> bool:
    return fault not in [one["id"] for one in world.playground.faults.listed()]


def _tells(world: World, event: str) -> bool:
    return any(line["event"] == event for line in world.log)


def _newest(conn: Connection) -> Message:
    newest = conn.execute(select(MESSAGE.c.id).order_by(MESSAGE.c.position.desc()).limit(1)).scalar_one()
    message = messages.get(conn, MessageId(newest))
    assert message is not None
    return message


async def _has_a_row(world: World, destination: str, body: Mapping[str, Any], state: OutboxState) -> None:
    """Put a row into the outbox, as another version of the bridge or a dead process has left it."""
    now = world.clock.bridge.now()
    act: Act | Literal["customer"] = Act.POST if destination.startswith("desk:") else "customer"

    def work(conn: Connection) -> None:
        chat = conn.execute(select(MESSAGE.c.conversation).limit(1)).scalar_one()
        new = NewOutbox(key="odd", lane="odd", destination=destination, act=act, conversation=chat, body=body)
        added = outbox.add(conn, new, now)
        assert added is not None
        number = added.id
        if state is OutboxState.PENDING:
            return
        outbox.begin(conn, [number], "somebody who died", now, 30)
        if state is OutboxState.UNCERTAIN:
            outbox.settle_uncertain(conn, number, now)

    await world.running.bridge.database.write(work)
    world.running.bridge.hints.wake([topics.OUTBOX])  # as whoever shares the table would


def _state_of_the_row(conn: Connection) -> OutboxState:
    row = outbox.by_key(conn, "odd")
    assert row is not None
    return row.state


def _is_looked_for(conn: Connection) -> bool:
    """Tell whether somebody has looked whether the row arrived: it went again then, or waits for another look."""
    row = outbox.by_key(conn, "odd")
    return row is not None and (row.state is OutboxState.SENT or row.not_before is not None)


def _unsettled(conn: Connection) -> int:
    return conn.execute(select(func.count()).where(OUTBOX.c.state.not_in(SETTLED))).scalar_one()


def _customers_settled(conn: Connection) -> int:
    wanted = select(func.count()).where(OUTBOX.c.act == "customer", OUTBOX.c.state.in_(SETTLED))
    return conn.execute(wanted).scalar_one()


@contextmanager
def _full_disk(world: World, monkeypatch: pytest.MonkeyPatch, times: int) -> Iterator[list[int]]:
    """Let the disk be full so many times when a send to a customer is to be settled; gives the times to come."""
    database = world.running.bridge.database
    plain, to_come = database.write, list(range(times))

    async def write(work: Callable[[Connection], T]) -> T:
        def on_a_full_disk(conn: Connection) -> T:
            before = _customers_settled(conn)
            result = work(conn)
            if to_come and _customers_settled(conn) > before:
                to_come.pop()
                raise OperationalError("UPDATE outbox", {}, DiskFull("database or disk is full"))
            return result

        return await plain(on_a_full_disk)

    with monkeypatch.context() as patch:
        patch.setattr(database, "write", write)
        yield to_come
