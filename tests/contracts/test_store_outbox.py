"""The outbox: in the order of each lane, coalesced, never sent twice blindly."""

import asyncio
from dataclasses import asdict
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bridge.store import outbox
from bridge.store.database import Database
from bridge.store.outbox import OutboxRow
from bridge.store.work_tables import OUTBOX, OutboxState
from core.capabilities import Act
from core.conversation.effects import SettledMark
from core.ids import ConversationId, MessageId
from core.sentences import say
from tests.contracts.store_builders import NOW, a_message, an_outbox, later
from tests.contracts.store_outbox_steps import LEASE, REF, add, begun, heads, ready, row_of


async def test_a_row_comes_back_as_it_was_added(database: Database) -> None:
    new = an_outbox(
        act=Act.MARK,
        conversation=ConversationId("c1"),
        message=MessageId("m1"),
        body={"mark": SettledMark.SENT, "say": say("offer_taken", name="Ada"), "until": NOW, "agents": ("ada", "bob")},
        priority=3,
        coalesce="card:c1",
        not_before=later(5),
    )
    added = await database.write(lambda conn: outbox.add(conn, new, NOW))
    assert added is not None

    row = await row_of(database, "k1")

    expected = OutboxRow(**_fields(new), id=added.id, state=OutboxState.PENDING, attempts=0, created_at=NOW)
    assert row == expected
    assert (added.key, added.lane, added.not_before, added.state) == ("k1", row.lane, row.not_before, row.state)
    assert isinstance(row.act, Act)


def _fields(new: outbox.NewOutbox) -> dict[str, Any]:
    return asdict(new) | {"body": new.body}


async def test_a_key_is_added_once(database: Database) -> None:
    assert (await database.write(add("c1/1", "c1/1")))[1] is None
    assert await ready(database) == ["c1/1"]
    assert await database.read(partial(outbox.by_key, key="c9/1")) is None


async def test_a_lane_shows_its_head_only_in_whatever_state_lane_after_lane(database: Database) -> None:
    await database.write(add("c1/1", "c2/1", "c3/1", "c1/2", "c2/2", "c4/1"))
    await begun(database, "c2/1")
    await database.write(partial(outbox.sent, id=await begun(database, "c3/1"), ref=REF))
    await database.write(partial(outbox.fail, id=(await row_of(database, "c1/1")).id, why="channel_not_found"))

    assert await heads(database) == ["c1/2", "c2/1", "c4/1"]
    assert await heads(database, limit=2) == ["c1/2", "c2/1"]
    assert await heads(database, after="c2") == ["c4/1"]
    assert await heads(database, after="c4") == []


async def test_the_heads_are_the_rows_as_they_stand(database: Database) -> None:
    await database.write(add("c1/1", act=Act.MARK, body={"say": say("offer_taken", name="Ada")}, not_before=later(5)))

    assert await database.read(partial(outbox.heads, after="", limit=9)) == (await row_of(database, "c1/1"),)


async def test_a_lanes_first_rows_are_given_in_order(database: Database) -> None:
    await database.write(add("c1/1", "c2/1", "c1/2", "c1/3", "c1/4"))
    await database.write(partial(outbox.sent, id=await begun(database, "c1/1"), ref=REF))

    rows = await database.read(partial(outbox.of_lane, lane="c1", limit=2))

    assert [row.key for row in rows] == ["c1/2", "c1/3"]


@pytest.mark.parametrize("stage", ["pending", "sending", "uncertain", "sent", "parked"])
async def test_a_row_holds_up_its_lane_until_it_is_sent_or_parked(database: Database, stage: str) -> None:
    await database.write(add("c1/1", "c1/2"))
    if stage != "pending":
        id = await begun(database, "c1/1")
        if stage == "uncertain":
            await database.write(partial(outbox.settle_uncertain, id=id, at=later(60)))
        if stage == "sent":
            await database.write(partial(outbox.sent, id=id, ref=REF))
        if stage == "parked":
            await database.write(partial(outbox.fail, id=id, why="channel_not_found"))

    assert (await row_of(database, "c1/1")).state == stage
    second = (await row_of(database, "c1/2")).id
    begins = await database.write(partial(outbox.begin, ids=[second], owner="w1", now=NOW, lease_s=LEASE))
    assert [row.id for row in begins] == ([second] if stage in {"sent", "parked"} else [])


async def test_a_row_that_waits_for_another_try_holds_up_its_lane_and_says_why(database: Database) -> None:
    await database.write(add("c1/1", "c1/2"))
    id = await begun(database, "c1/1")
    await database.write(partial(outbox.retry, id=id, at=later(10), why="ratelimited"))

    assert await ready(database, at=later(9)) == []
    assert await ready(database, at=later(10)) == ["c1/1"]
    row = await row_of(database, "c1/1")
    assert (row.attempts, row.why, row.not_before) == (1, "ratelimited", later(10))


async def test_a_row_is_not_ready_before_its_time(database: Database) -> None:
    await database.write(add("c1/1", not_before=later(5)))

    assert await ready(database, at=later(4)) == []
    assert await ready(database, at=later(5)) == ["c1/1"]


async def test_of_many_workers_one_begins_a_row(database: Database) -> None:
    await database.write(add("c1/1", "c2/1"))
    ids = [(await row_of(database, key)).id for key in ("c1/1", "c2/1")]

    taken = await asyncio.gather(
        *(database.write(partial(outbox.begin, ids=ids, owner=f"w{one}", now=NOW, lease_s=LEASE)) for one in range(8))
    )

    assert sorted(row.id for rows in taken for row in rows) == ids


async def test_what_is_begun_is_given_as_it_stands_by_then(database: Database) -> None:
    await database.write(add("c1/1", coalesce="card:c1", body={"look": 1}))
    known = await row_of(database, "c1/1")
    await database.write(add("c1/2", coalesce="card:c1", body={"look": 2}))

    (row,) = await database.write(partial(outbox.begin, ids=[known.id], owner="w1", now=NOW, lease_s=LEASE))

    assert (row.body, row.attempts, row.state) == ({"look": 2}, 1, OutboxState.SENDING)
    assert row == await row_of(database, "c1/1")


async def test_several_rows_are_begun_at_once_and_only_those_that_may(database: Database) -> None:
    await database.write(add("c1/1", "c2/1", "c2/2", "c3/1"))
    await database.write(add("c4/1", not_before=later(5)))
    await begun(database, "c3/1")
    ids = [(await row_of(database, key)).id for key in ("c4/1", "c3/1", "c2/2", "c2/1", "c1/1")]

    rows = await database.write(partial(outbox.begin, ids=ids, owner="w1", now=NOW, lease_s=LEASE))

    assert [row.key for row in rows] == ["c1/1", "c2/1"]
    assert await database.write(partial(outbox.begin, ids=[], owner="w1", now=NOW, lease_s=LEASE)) == ()


async def test_several_updates_of_a_card_are_one_with_the_newest_body_no_later_and_no_less_urgent(
    database: Database,
) -> None:
    def work(conn: Connection) -> list[OutboxRow | None]:
        card = partial(an_outbox, lane="c1", coalesce="card:c1")
        return [
            outbox.add(conn, card("k1", body={"look": 1}, priority=5, not_before=later(9)), NOW),
            outbox.add(conn, card("k2", body={"look": 2}, priority=7, not_before=later(5)), NOW),
            outbox.add(conn, card("k3", body={"look": 3}, priority=2, not_before=later(20)), NOW),
            outbox.add(conn, an_outbox("k4", "c2", coalesce="card:c2"), NOW),
        ]

    first, *others, elsewhere = await database.write(work)

    assert first is not None
    assert elsewhere is not None
    row = await row_of(database, "k1")
    assert (row.id, row.body, row.priority, row.not_before) == (first.id, {"look": 3}, 2, later(5))
    assert [one and (one.id, one.body) for one in others] == [(first.id, {"look": 2}), (first.id, {"look": 3})]
    assert elsewhere.id != first.id


async def test_a_merged_row_is_about_the_newest_message(database: Database) -> None:
    await database.write(add("c1/1", coalesce="mark:c1", message=MessageId("m1")))
    await database.write(add("c1/2", coalesce="mark:c1", message=MessageId("m2")))

    assert (await row_of(database, "c1/1")).message == "m2"


async def test_an_update_is_not_lost_in_a_row_that_is_on_its_way(database: Database) -> None:
    await database.write(add("c1/1", coalesce="card:c1"))
    await begun(database, "c1/1")

    added = (await database.write(add("c1/2", coalesce="card:c1")))[0]
    assert added is not None
    assert added.key == "c1/2"


async def test_a_pause_that_the_platform_asked_for_is_not_cut_short_by_a_coalesced_update(database: Database) -> None:
    await database.write(add("c1/1", coalesce="card:c1"))
    id = await begun(database, "c1/1")
    await database.write(partial(outbox.retry, id=id, at=later(30), why="ratelimited"))

    assert [one and one.key for one in await database.write(add("c1/2", coalesce="card:c1"))] == ["c1/1"]
    assert await ready(database, at=later(29)) == []
    assert await ready(database, at=later(30)) == ["c1/1"]


async def test_rows_are_counted_by_state(database: Database) -> None:
    await database.write(add("c1/1", not_before=later(40)))
    await database.write(add("c2/1", "c3/1", "c4/1"))
    await begun(database, "c2/1")
    await database.write(partial(outbox.settle_uncertain, id=await begun(database, "c3/1"), at=later(5)))

    counts = await database.read(outbox.counts)

    assert set(counts) == set(OutboxState)
    assert {state: number for state, number in counts.items() if number} == {
        OutboxState.PENDING: 2,
        OutboxState.SENDING: 1,
        OutboxState.UNCERTAIN: 1,
    }


async def test_a_row_can_not_hold_a_message(database: Database) -> None:
    with pytest.raises(TypeError, match="can't hold a Message"):
        await database.write(add("c1/1", body={"message": a_message()}))

    assert await database.read(lambda conn: conn.scalars(select(OUTBOX.c.id)).all()) == []


async def test_what_waits_for_another_try_at_a_destination_can_be_hurried(database: Database) -> None:
    await database.write(add("c1/1", not_before=later(60)))
    await database.write(add("c2/1", not_before=later(60), destination="desk:teams"))

    assert await database.write(partial(outbox.hurry, destination="slack")) == 1
    assert await ready(database) == ["c1/1"]


async def test_a_row_with_nothing_of_its_lane_before_it_can_be_begun_as_it_is_added(database: Database) -> None:
    start = outbox.Start("w1", later(30))

    row = await database.write(lambda conn: outbox.add(conn, an_outbox("k1"), NOW, start))

    assert row == await row_of(database, "k1")
    assert (row.state, row.attempts) == (OutboxState.SENDING, 1)
    assert await ready(database) == []
    assert await database.write(lambda conn: outbox.expire(conn, later(31))) == 1


@pytest.mark.parametrize("state", [OutboxState.PENDING, OutboxState.SENDING, OutboxState.UNCERTAIN])
async def test_a_row_is_not_begun_as_it_is_added_while_one_of_its_lane_is_open(
    database: Database, state: OutboxState
) -> None:
    await database.write(lambda conn: outbox.add(conn, an_outbox("k1"), NOW))
    if state is not OutboxState.PENDING:
        await begun(database, "k1")
    if state is OutboxState.UNCERTAIN:
        await database.write(partial(outbox.release_all))

    row = await database.write(lambda conn: outbox.add(conn, an_outbox("k2"), NOW, outbox.Start("w1", later(30))))

    assert row is not None
    assert (row.state, row.attempts) == (OutboxState.PENDING, 0)


async def test_a_row_is_begun_as_it_is_added_behind_what_is_settled(database: Database) -> None:
    await database.write(lambda conn: outbox.add(conn, an_outbox("k1"), NOW))
    id = await begun(database, "k1")
    await database.write(lambda conn: outbox.sent(conn, id, REF))

    row = await database.write(lambda conn: outbox.add(conn, an_outbox("k2"), NOW, outbox.Start("w1", later(30))))

    assert row is not None
    assert row.state is OutboxState.SENDING
