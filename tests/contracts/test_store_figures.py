"""The figures of a scrape are the same on every database."""

from bridge.observing.figures import Line, figures_of
from bridge.store.database import Database
from tests.build import BILLING
from tests.observing.work import LATER, QUEUES, SALES, some_work


async def test_what_waits_and_since_when(database: Database) -> None:
    await database.write(some_work)

    found = await database.read(lambda conn: figures_of(conn, QUEUES, LATER))

    assert found.waiting["inbox_pending"] == 2
    assert (found.outbox["pending"], found.outbox["parked"]) == (3, 1)
    assert (found.inbox_age, found.outbox_age) == (300.0, 300.0)
    assert found.lines == {BILLING: Line(3, 300.0), SALES: Line(0, 0.0)}
    assert database.load.works >= database.load.commits >= 1
