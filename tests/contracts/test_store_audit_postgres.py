"""The audit log where several processes write to it: what is not committed is waited for, and one of them seals."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util.concurrency import await_only

from bridge.store import audit
from bridge.store.audit_seals import SealLater, seal_next, verify
from bridge.store.database import Database, open_database
from core.conversation.effects import Audit, AuditAct
from tests.contracts.store_builders import CONTACT, NOW, WEB

MASKED = Audit(AuditAct.MASKED, "ada")


@pytest.fixture
async def postgres(postgres_url: str) -> AsyncIterator[Database]:
    """A database on the server, made by the migrations."""
    opened = await open_database(postgres_url)
    yield opened
    await opened.close()


class Slow:
    """A transaction that has done its work and is not committed before it is told."""

    def __init__(self, work: Callable[[Connection], object]) -> None:
        self._work = work
        self.done, self.go = asyncio.Event(), asyncio.Event()

    def __call__(self, conn: Connection) -> None:
        self._work(conn)
        self.done.set()
        await_only(self.go.wait())


def line(conn: Connection) -> None:
    audit.add(conn, NOW, MASKED)


async def test_a_line_that_is_not_committed_yet_is_waited_for(postgres: Database) -> None:
    slow = Slow(line)
    writing = asyncio.create_task(postgres.write(slow))
    await slow.done.wait()
    await postgres.write(line)

    with pytest.raises(SealLater):
        await postgres.write(lambda conn: seal_next(conn, NOW))

    slow.go.set()
    await writing
    sealed = await postgres.write(lambda conn: seal_next(conn, NOW))
    assert sealed is not None
    assert (sealed.first, sealed.last, sealed.rows) == (1, 2, 2)


async def test_one_process_seals_at_a_time(postgres: Database) -> None:
    await postgres.write(line)
    slow = Slow(lambda conn: seal_next(conn, NOW))
    sealing = asyncio.create_task(postgres.write(slow))
    await slow.done.wait()

    with pytest.raises(SealLater):
        await postgres.write(lambda conn: seal_next(conn, NOW))

    slow.go.set()
    await sealing
    assert await postgres.write(lambda conn: seal_next(conn, NOW)) is None
    seen = await postgres.read(verify)
    assert (seen.findings, seen.batches) == ((), 1)


async def test_two_lines_of_the_same_new_contact_get_the_same_pseudonym(postgres: Database) -> None:
    contact = (WEB, CONTACT)

    def about(conn: Connection) -> None:
        audit.add(conn, NOW, MASKED, None, contact)

    slow = Slow(about)
    writing = asyncio.create_task(postgres.write(slow))
    await slow.done.wait()
    other = asyncio.create_task(postgres.write(about))
    slow.go.set()
    await asyncio.gather(writing, other)

    lines = await postgres.read(lambda conn: audit.find(conn, audit.Wanted()))
    assert len({one.contact for one in lines}) == 1


@pytest.mark.parametrize("table", ["audit", "audit_digest", "audit_seal"])
async def test_a_table_of_the_log_can_t_be_emptied(postgres: Database, table: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        await postgres.write(lambda conn: conn.exec_driver_sql(f"TRUNCATE {table}").close())
