"""The database's figures are right, are read through indices only, and not more often than once a second."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import pytest
from sqlalchemy import Connection, event

from bridge.observing.figures import Line, Reading, figures_of
from bridge.store.database import Database, Load
from bridge.store.sqlite import open_sqlite
from tests.build import BILLING
from tests.clock import FakeClock
from tests.observing.work import LATER, QUEUES, SALES, some_work

T = TypeVar("T")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await open_sqlite(str(tmp_path / "bridge.db"))
    await database.write(some_work)
    yield database
    await database.close()


async def test_the_figures_are_what_waits_and_since_when(database: Database) -> None:
    found = await database.read(lambda conn: figures_of(conn, QUEUES, LATER))

    assert found.inbox == {"pending": 2, "claimed": 0, "parked": 0}
    assert (found.outbox["pending"], found.outbox["parked"]) == (3, 1)
    assert "sent" not in found.outbox
    assert (found.inbox_age, found.outbox_age) == (300.0, 300.0)
    assert found.chats == {"bot": 0, "queued": 2, "offered": 1, "active": 1, "wrap_up": 0}
    assert found.lines == {BILLING: Line(3, 300.0), SALES: Line(0, 0.0)}


async def test_every_figure_is_found_by_an_index(database: Database) -> None:
    asked: list[tuple[str, Any]] = []

    def watched(conn: Connection) -> None:
        event.listen(conn, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
        figures_of(conn, QUEUES, LATER)

    await database.read(watched)
    plans = await database.read(lambda conn: [plan_of(conn, *one) for one in tuple(asked)])

    assert len(asked) > len(QUEUES)
    assert [step for plan in plans for step in plan if is_walk(step)] == []


def plan_of(conn: Connection, statement: str, values: Any) -> list[str]:
    """Ask SQLite how it would find an answer."""
    return [row[3] for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()]


def is_walk(step: str) -> bool:
    """Tell whether a step walks through a whole table."""
    return step.startswith("SCAN") and any(table in step for table in ("inbox", "outbox", "conversation"))


class Counted:
    """A database that counts how often it was read."""

    kind: Literal["sqlite", "postgresql"] = "sqlite"

    def __init__(self, database: Database) -> None:
        self._database = database
        self.reads = 0

    @property
    def load(self) -> Load:
        return self._database.load

    @property
    def behind(self) -> float:
        return self._database.behind

    async def read(self, work: Callable[[Connection], T]) -> T:
        self.reads += 1
        return await self._database.read(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        return await self._database.write(work)

    async def forget_log(self) -> bool:
        return await self._database.forget_log()

    async def close(self) -> None:
        await self._database.close()


async def test_who_asks_again_at_once_is_given_the_same_figures(database: Database) -> None:
    counted = Counted(database)
    reading = Reading(counted, QUEUES, FakeClock().bridge)

    assert await reading.figures() is await reading.figures()
    assert counted.reads == 1
