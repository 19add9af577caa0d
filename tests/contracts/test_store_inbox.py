"""The inbox: stored once, given out in the order of each lane, blank when settled, kept when parked."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import Connection, select

from bridge.store import inbox
from bridge.store.database import Database
from bridge.store.errors import ClaimLost
from bridge.store.inbox import InboxAdded, InboxRow
from bridge.store.work_tables import INBOX, InboxState
from core.errors import PayloadMalformed
from tests.contracts.store_builders import NOW, add_inbound, an_inbound, later

LEASE = 30.0


def add(*names: str) -> Callable[[Connection], list[int]]:
    """Store inbounds named `lane/dedupe`, in that order."""
    return lambda conn: [add_inbound(name, lane=name.partition("/")[0])(conn).id for name in names]


async def claim(
    database: Database, *, at: datetime = NOW, owner: str = "w1", limit: int = 9, skip: tuple[str, ...] = ()
) -> tuple[InboxRow, ...]:
    return await database.write(partial(inbox.claim, owner=owner, now=at, lease_s=LEASE, limit=limit, skip_lanes=skip))


async def names(database: Database, *, at: datetime = NOW, limit: int = 9, skip: tuple[str, ...] = ()) -> list[str]:
    return [row.inbound.dedupe for row in await claim(database, at=at, limit=limit, skip=skip)]


async def column(database: Database, name: str) -> list[object]:
    return await database.read(lambda conn: list(conn.scalars(select(INBOX.c[name]).order_by(INBOX.c.id)).all()))


async def counted(database: Database) -> dict[InboxState, int]:
    found = await database.read(inbox.counts)
    assert set(found) == set(InboxState)
    return {state: number for state, number in found.items() if number}


async def test_the_same_thing_delivered_twice_is_stored_once(database: Database) -> None:
    first = await database.write(add_inbound("d1"))
    again = await database.write(add_inbound("d1", lane="c2"))
    other = await database.write(lambda conn: inbox.add(conn, an_inbound("d1", source="slack"), "c1", NOW))

    assert first == InboxAdded(first.id, new=True)
    assert again == InboxAdded(first.id, new=False)
    assert other.new
    assert other.id != first.id


async def test_the_same_thing_delivered_many_times_at_once_is_stored_once(database: Database) -> None:
    results = await asyncio.gather(*(database.write(add_inbound("d1")) for _ in range(20)))

    assert sum(one.new for one in results) == 1
    assert len({one.id for one in results}) == 1


async def test_a_duplicate_of_a_settled_inbound_is_still_known(database: Database) -> None:
    await database.write(add("c1/1"))
    (row,) = await claim(database)
    await database.write(partial(inbox.settle, id=row.id))

    assert not (await database.write(add_inbound("c1/1", lane="c1"))).new


async def test_a_claimed_inbound_comes_back_as_it_was_stored(database: Database) -> None:
    await database.write(add("c1/1"))

    (row,) = await claim(database)

    assert row == InboxRow(row.id, "c1", an_inbound("c1/1"), attempts=1)


async def test_a_lane_gives_one_row_at_a_time_in_the_order_of_arrival(database: Database) -> None:
    await database.write(add("c1/1", "c1/2", "c2/1", "c1/3", "c2/2"))

    first = await claim(database)
    assert [row.inbound.dedupe for row in first] == ["c1/1", "c2/1"]
    assert await names(database) == []

    await database.write(partial(inbox.settle, id=first[0].id))
    assert await names(database) == ["c1/2"]


async def test_claiming_keeps_to_its_limit_and_leaves_out_lanes(database: Database) -> None:
    await database.write(add("c1/1", "c2/1", "c3/1", "c4/1"))

    assert await names(database, limit=1, skip=("c1",)) == ["c2/1"]
    assert await names(database) == ["c1/1", "c3/1", "c4/1"]


async def test_many_workers_never_get_the_same_row_nor_two_of_a_lane(database: Database) -> None:
    await database.write(add(*(f"c{lane}/{number}" for number in range(3) for lane in range(8))))

    taken = await asyncio.gather(*(claim(database, owner=f"w{one}", limit=3) for one in range(6)))

    lanes = [row.lane for rows in taken for row in rows]
    assert len(lanes) == len(set(lanes))
    assert {row.inbound.dedupe.partition("/")[2] for rows in taken for row in rows} == {"0"}


async def test_a_settled_row_is_blank(database: Database) -> None:
    await database.write(add("c1/1"))
    (row,) = await claim(database)

    await database.write(partial(inbox.settle, id=row.id))

    assert await column(database, "payload") == [""]
    assert await counted(database) == {InboxState.SETTLED: 1}


async def test_a_lane_that_is_settled_as_a_whole_is_blank_and_nobody_else_settles_what_was_begun(
    database: Database,
) -> None:
    await database.write(add("c1/1", "c1/2", "c2/1"))
    row, _ = await claim(database)
    await database.write(lambda conn: inbox.settle_all(conn, "c1"))

    with pytest.raises(ClaimLost, match="no longer claimed"):
        await database.write(partial(inbox.settle, id=row.id))
    assert await names(database, at=later(LEASE + 1)) == ["c2/1"]
    assert (await column(database, "payload"))[:2] == ["", ""]


async def test_who_settles_too_late_is_refused_and_nothing_of_the_write_set_stays(database: Database) -> None:
    await database.write(add("c1/1"))
    (row,) = await claim(database)
    await database.write(partial(inbox.settle, id=row.id))

    def late(conn: Connection) -> None:
        add("c9/1")(conn)
        inbox.settle(conn, row.id)

    with pytest.raises(ClaimLost, match="no longer claimed"):
        await database.write(late)

    assert await counted(database) == {InboxState.SETTLED: 1}


async def test_a_row_for_another_try_waits_for_its_time_and_holds_up_its_lane(database: Database) -> None:
    await database.write(add("c1/1", "c1/2", "c2/1"))
    (row, _) = await claim(database)
    await database.write(partial(inbox.retry, id=row.id, at=later(10)))

    assert await names(database, at=later(9)) == []
    (again,) = await claim(database, at=later(10))
    assert (again.inbound.dedupe, again.attempts) == ("c1/1", 2)


async def test_a_row_that_waits_in_another_lane_is_looked_at_again_and_its_looks_are_counted(
    database: Database,
) -> None:
    await database.write(add("c1/1", "c1/2"))
    (row,) = await claim(database)
    await database.write(partial(inbox.wait, id=row.id, lane="aside", at=later(10)))

    assert await names(database, at=later(9)) == ["c1/2"]
    (again,) = await claim(database, at=later(10))
    assert (again.inbound.dedupe, again.lane, again.attempts) == ("c1/1", "aside", 2)


async def test_the_tries_of_a_row_begin_anew_in_the_lane_where_it_belongs(database: Database) -> None:
    await database.write(add("c1/1"))
    (row,) = await claim(database)
    await database.write(partial(inbox.relane, id=row.id, lane="c2"))

    (again,) = await claim(database)
    assert (row.attempts, again.lane, again.attempts) == (1, "c2", 1)


async def test_a_try_that_does_not_count_is_not_counted(database: Database) -> None:
    await database.write(add("c1/1"))
    (row,) = await claim(database)
    await database.write(partial(inbox.retry, id=row.id, at=NOW, counted=False))

    (again,) = await claim(database)
    assert (row.attempts, again.attempts) == (1, 1)


async def test_what_a_lane_has_yet_to_handle_is_what_waits_and_what_is_in_hand(database: Database) -> None:
    await database.write(add("c1/1", "c1/2", "c1/3", "c2/1"))
    (first, _) = await claim(database)
    await database.write(partial(inbox.settle, id=first.id))
    await claim(database)

    lane = await database.read(lambda conn: inbox.unsettled(conn, "c1"))
    assert [one.dedupe for one in lane] == ["c1/2", "c1/3"]


async def test_a_parked_row_keeps_its_payload_and_its_lane_goes_on(database: Database) -> None:
    await database.write(add("c1/1", "c1/2"))
    (row,) = await claim(database)
    await database.write(partial(inbox.park, id=row.id, why="IllegalTransition"))

    assert await names(database) == ["c1/2"]
    assert await counted(database) == {InboxState.PARKED: 1, InboxState.CLAIMED: 1}
    assert "Hello" in str((await column(database, "payload"))[0])
    assert (await column(database, "why"))[0] == "IllegalTransition"


async def test_a_row_put_into_another_lane_takes_its_place_there_by_age(database: Database) -> None:
    await database.write(add("person/1", "c1/1", "c1/2"))
    (moved, _) = await claim(database)
    await database.write(lambda conn: inbox.relane(conn, moved.id, "c1"))

    assert await names(database) == []  # c1/1 is being worked on: the lane is busy
    await database.write(partial(inbox.release_all, owner=None))
    assert await names(database) == ["person/1"]


async def test_what_was_settled_meanwhile_stays_settled(database: Database) -> None:
    await database.write(add("c1/1"))
    (row,) = await claim(database)
    await database.write(partial(inbox.settle, id=row.id))

    for late in (
        partial(inbox.retry, id=row.id, at=NOW),
        partial(inbox.park, id=row.id, why="late"),
        partial(inbox.relane, id=row.id, lane="c2"),
    ):
        await database.write(late)

    assert await counted(database) == {InboxState.SETTLED: 1}


async def test_a_row_whose_lease_ran_out_is_given_out_again(database: Database) -> None:
    await database.write(add("c1/1"))
    await claim(database)

    assert await names(database, at=later(LEASE - 1)) == []
    (again,) = await claim(database, at=later(LEASE), owner="w2")
    assert again.attempts == 2


async def test_release_frees_the_claims_of_one_owner_or_of_all(database: Database) -> None:
    await database.write(add("c1/1", "c2/1", "c3/1"))
    await claim(database, owner="w1", limit=1)
    await claim(database, owner="w2", limit=1)
    await claim(database, owner="w3", limit=1)

    assert await database.write(partial(inbox.release_all, owner="w2")) == 1
    assert await names(database) == ["c2/1"]
    assert await database.write(inbox.release_all) == 3
    assert await names(database) == ["c1/1", "c2/1", "c3/1"]


async def test_the_next_time_is_the_earliest_retry_or_lease(database: Database) -> None:
    async def next_at(now: datetime = NOW) -> datetime | None:
        return await database.read(partial(inbox.next_at, now=now))

    assert await next_at() is None
    await database.write(add("c1/1", "c2/1"))
    assert await next_at() is None  # due already
    (row, _) = await claim(database)
    assert await next_at() == later(LEASE)
    await database.write(partial(inbox.retry, id=row.id, at=later(10)))
    assert await next_at() == later(10)
    assert await next_at(later(10)) == later(LEASE)


@pytest.mark.parametrize("dedupe", ["a\0b", "a\ud800"])
async def test_an_id_that_can_not_be_kept_is_refused_as_malformed(database: Database, dedupe: str) -> None:
    with pytest.raises(PayloadMalformed):
        await database.write(add_inbound(dedupe))

    assert await counted(database) == {}


async def test_the_last_that_waits_is_found_by_how_its_lane_begins(database: Database) -> None:
    async def last(beginning: str) -> str | None:
        return await database.write(partial(inbox.last_waiting, beginning=beginning))

    assert await last("c_") is None
    await database.write(add("c_a/1", "c_b/2", "cxc/3"))
    assert await last("c_") == "c_b"
    assert await last("c") == "cxc"


async def test_a_lane_waits_as_long_as_one_of_its_rows_was_not_begun(database: Database) -> None:
    async def waits() -> bool:
        return await database.write(partial(inbox.is_waiting, lane="c1"))

    assert not await waits()
    await database.write(add("c1/1", "c2/1"))
    assert await waits()
    await claim(database)
    assert not await waits()
    await database.write(add("c1/2"))
    assert await waits()
