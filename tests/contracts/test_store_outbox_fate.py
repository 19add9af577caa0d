"""What becomes of an outbound row: sent, uncertain after a crash, settled by an echo; never sent twice blindly."""

from functools import partial

from bridge.store import outbox
from bridge.store.database import Database, open_database
from bridge.store.work_tables import OutboxState
from tests.contracts.store_builders import NOW, later
from tests.contracts.store_outbox_steps import LEASE, REF, add, begun, heads, ready, row_of


async def test_a_crash_between_begin_and_sent_leaves_the_row_uncertain_and_never_ready(database_url: str) -> None:
    first = await open_database(database_url)
    await first.write(add("c1/1", "c3/1"))
    await begun(first, "c1/1")
    await first.close()

    second = await open_database(database_url)
    try:
        assert await ready(second) == ["c3/1"]  # opening alone releases nothing
        assert await second.write(outbox.release_all) == 1
        row = await row_of(second, "c1/1")
        assert (row.state, row.attempts, row.not_before) == (OutboxState.UNCERTAIN, 1, None)
        assert await ready(second, at=later(10_000)) == ["c3/1"]
        assert await heads(second) == ["c1/1", "c3/1"]
    finally:
        await second.close()


async def test_release_touches_the_rows_of_one_owner_only_when_told_so(database: Database) -> None:
    await database.write(add("c1/1"))
    await begun(database, "c1/1")

    assert await database.write(partial(outbox.release_all, owner="w2")) == 0
    assert await database.write(partial(outbox.release_all, owner="w1")) == 1


async def test_what_was_uncertain_before_a_crash_is_looked_at_anew_after_it(database: Database) -> None:
    await database.write(add("c1/1"))
    id = await begun(database, "c1/1")
    await database.write(partial(outbox.settle_uncertain, id=id, at=later(60)))

    assert await database.write(outbox.release_all) == 1
    row = await row_of(database, "c1/1")
    assert (row.state, row.not_before) == (OutboxState.UNCERTAIN, None)


async def test_what_a_dead_worker_was_sending_becomes_uncertain_when_its_lease_runs_out(database: Database) -> None:
    await database.write(add("c1/1"))
    await begun(database, "c1/1")

    assert await database.write(partial(outbox.expire, now=later(LEASE - 1))) == 0
    assert await database.write(partial(outbox.expire, now=later(LEASE))) == 1
    assert (await row_of(database, "c1/1")).state is OutboxState.UNCERTAIN


async def test_what_the_caller_has_in_hand_does_not_become_uncertain_however_long_it_takes(database: Database) -> None:
    await database.write(add("c1/1", "c2/1"))
    await begun(database, "c1/1")
    await begun(database, "c2/1")

    assert await database.write(partial(outbox.expire, now=later(LEASE), skip_lanes={"c1"})) == 1
    assert (await row_of(database, "c1/1")).state is OutboxState.SENDING


async def test_what_was_uncertain_is_settled_by_what_is_learnt(database: Database) -> None:
    await database.write(add("c1/1", "c1/2"))
    id = await begun(database, "c1/1")
    await database.write(partial(outbox.settle_uncertain, id=id, at=later(60)))

    await database.write(partial(outbox.sent, id=id, ref=REF))

    row = await row_of(database, "c1/1")
    assert (row.state, row.ref) == (OutboxState.SENT, REF)
    assert await ready(database) == ["c1/2"]


async def test_an_echo_may_come_before_the_answer(database: Database) -> None:
    await database.write(add("c1/1"))
    id = await begun(database, "c1/1")

    await database.write(partial(outbox.sent, id=id, ref=REF))
    await database.write(partial(outbox.sent, id=id, ref=None))

    assert (await row_of(database, "c1/1")).ref == REF


async def test_only_who_settles_a_row_first_is_told_that_it_was_not_known_to_be_sent(database: Database) -> None:
    await database.write(add("c1/1", "c2/1"))
    id, doubted = await begun(database, "c1/1"), await begun(database, "c2/1")
    await database.write(partial(outbox.fail, id=doubted, why="uncertain"))

    told = [await database.write(partial(outbox.sent, id=id, ref=REF)) for _ in range(2)]
    after_all = [await database.write(partial(outbox.sent_after_all, id=doubted, ref=REF)) for _ in range(2)]

    assert (told, after_all) == ([True, False], [True, False])
    assert (await row_of(database, "c2/1")).state is OutboxState.SENT


async def test_an_uncertain_row_says_when_its_echo_is_overdue_and_is_never_begun(database: Database) -> None:
    await database.write(add("c1/1"))
    id = await begun(database, "c1/1")
    await database.write(partial(outbox.settle_uncertain, id=id, at=later(60)))

    (row,) = await database.read(partial(outbox.of_lane, lane="c1", limit=9))
    assert (row.id, row.state, row.not_before) == (id, OutboxState.UNCERTAIN, later(60))
    assert await ready(database, at=later(10_000)) == []


async def test_what_is_certain_stays_as_it_is(database: Database) -> None:
    await database.write(add("c1/1"))
    id = await begun(database, "c1/1")
    await database.write(partial(outbox.sent, id=id, ref=REF))

    for late in (
        partial(outbox.retry, id=id, at=NOW, why="late"),
        partial(outbox.fail, id=id, why="late"),
        partial(outbox.settle_uncertain, id=id, at=NOW),
    ):
        await database.write(late)

    row = await row_of(database, "c1/1")
    assert (row.state, row.ref, row.why) == (OutboxState.SENT, REF, None)
