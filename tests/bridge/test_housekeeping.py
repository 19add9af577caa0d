"""What has done its duty is forgotten after a week, and not before."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from bridge.hints.memory import MemoryHints
from bridge.offered.memory import StoredMemory
from bridge.store import inbox, outbox, unknown
from bridge.store.database import open_database
from bridge.store.outbox import NewOutbox
from bridge.workers.housekeeping import FIRST, KEPT, Housekeeper
from core.capabilities import Act
from core.ids import QueueId
from core.inbound import Inbound, QueueSubject, RouteQueue
from core.ports import Clock

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Still:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("housekeeping takes its turn without waiting")


_: type[Clock] = Still


def fill(conn: Connection, *, settle: bool) -> None:
    """Add one row to each table, settled and sent or not."""
    inbox.add(conn, Inbound("test", "one", QueueSubject(QueueId("tea")), RouteQueue(), START), "queue:tea", START)
    outbox.add(conn, NewOutbox(key="k1", lane="lane", destination="desk:slack", act=Act.POST), START)
    if settle:
        for row in inbox.claim(conn, "w", START, 60, 10):
            inbox.settle(conn, row.id)
        for sending in outbox.heads(conn, "", 10):
            outbox.begin(conn, [sending.id], "w", START, 60)
            outbox.sent(conn, sending.id)


async def rows_left(tmp_path: Path, *, settle: bool, after: timedelta) -> tuple[int, int]:
    """Fill the tables, let the time pass, keep house once, and count what is left."""
    database = await open_database(f"sqlite:///{tmp_path / 'house.db'}")
    clock = Still()
    try:
        await database.write(lambda conn: fill(conn, settle=settle))
        keeper = Housekeeper(database, MemoryHints(), clock)
        clock.at = START + after
        await keeper.turn()
        came = await database.read(inbox.counts)
        goes = await database.read(outbox.counts)
    finally:
        await database.close()
    return sum(came.values()), sum(goes.values())


async def test_settled_and_sent_rows_are_forgotten_after_a_week(tmp_path: Path) -> None:
    assert await rows_left(tmp_path, settle=True, after=KEPT + timedelta(seconds=1)) == (0, 0)


async def test_nothing_is_forgotten_in_the_first_moments_of_a_start(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'house.db'}")
    clock = Still()
    try:
        await database.write(lambda conn: fill(conn, settle=True))
        clock.at = START + KEPT + timedelta(days=1)
        keeper = Housekeeper(database, MemoryHints(), clock)

        clock.at += FIRST - timedelta(seconds=1)
        await keeper.turn()
        assert sum((await database.read(inbox.counts)).values()) == 1

        clock.at += timedelta(seconds=1)
        await keeper.turn()
        assert sum((await database.read(inbox.counts)).values()) == 0
    finally:
        await database.close()


async def test_settled_and_sent_rows_guard_against_duplicates_for_a_week(tmp_path: Path) -> None:
    assert await rows_left(tmp_path, settle=True, after=KEPT - timedelta(seconds=1)) == (1, 1)


async def test_what_is_not_done_is_never_forgotten(tmp_path: Path) -> None:
    assert await rows_left(tmp_path, settle=False, after=KEPT * 10) == (1, 1)


async def test_an_adapters_note_goes_at_its_time_and_one_without_a_time_stays(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'house.db'}")
    clock = Still()
    notes = StoredMemory(database, "sms")
    await notes.keep("sent:k1", "[]", until=START + timedelta(days=30))
    await notes.keep("sent:k2", "[]", until=START + timedelta(days=31))
    await notes.keep("out:+1", "out")

    left = {}
    for days in (29, 30):
        clock.at = START + timedelta(days=days) - timedelta(seconds=1)
        keeper = Housekeeper(database, MemoryHints(), clock)
        clock.at += FIRST
        await keeper.turn()
        left[days] = [key for key in ("sent:k1", "sent:k2", "out:+1") if await notes.recall(key) is not None]
    await database.close()

    assert left == {29: ["sent:k1", "sent:k2", "out:+1"], 30: ["sent:k2", "out:+1"]}


async def test_what_nobody_knew_is_forgotten_a_week_after_it_came_last(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'house.db'}")
    for digest, at in (("a", START), ("b", START), ("b", START + timedelta(days=2))):
        await database.write(
            partial(unknown.add, source="sms", digest=digest, what="field", body="{}", times=1, now=at)
        )
    clock = Still()
    keeper = Housekeeper(database, MemoryHints(), clock)
    clock.at = START + KEPT + timedelta(days=1)
    await keeper.turn()
    left = await database.read(unknown.kept)
    await database.close()

    assert [(one.what, one.times) for one in left] == [("field", 2)]
