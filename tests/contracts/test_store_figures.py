"""The figures of a scrape are the same on every database."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from bridge.observing.figures import Line, figures_of
from bridge.store import inbox
from bridge.store.database import Database
from tests.build import BILLING, NOW
from tests.observing.inbounds import a_message
from tests.observing.work import LATER, QUEUES, SALES, some_work


async def test_what_waits_and_since_when(database: Database) -> None:
    await database.write(some_work)

    found = await database.read(lambda conn: figures_of(conn, QUEUES, LATER))

    assert found.waiting["inbox_pending"] == 2
    assert (found.outbox["pending"], found.outbox["parked"]) == (3, 1)
    assert (found.inbox_age, found.outbox_age) == (300.0, 300.0)
    assert found.lines == {BILLING: Line(3, 300.0), SALES: Line(0, 0.0)}
    assert database.load.works >= database.load.commits >= 1


@pytest.mark.parametrize("planned", [True, False])
async def test_what_is_planned_to_wait_is_not_late_before_and_hides_nothing_that_is(
    database: Database, *, planned: bool
) -> None:
    await database.write(lambda conn: put_off(conn, planned=planned))
    alone = await database.read(lambda conn: figures_of(conn, (), LATER))
    await database.write(some_work)
    late = await database.read(lambda conn: figures_of(conn, (), LATER))

    assert (alone.inbox["pending"], late.inbox["pending"]) == (2, 4)
    assert (alone.inbox_age, late.inbox_age) == (0.0 if planned else 300.0, 300.0)


def put_off(conn: Connection, *, planned: bool) -> None:
    """Let two inbounds wait for an hour: one from the start, one that was begun on."""
    stored, begun = (a_message(f"v1:off{number}") for number in range(2))
    number = inbox.add_settled(conn, stored.source, stored.dedupe, "first", NOW)
    assert number is not None
    inbox.put_off(conn, number, stored, "off", NOW + timedelta(hours=1), planned=planned)
    inbox.add(conn, begun, "second", NOW)
    (row,) = inbox.claim(conn, "w1", NOW, 60, 1)
    inbox.wait(conn, row.id, "off", NOW + timedelta(hours=1), planned=planned)
