"""What holds on PostgreSQL alone: processes side by side, a server that goes away, its own kinds of conflict."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util.concurrency import await_only

from bridge.store import agents, inbox
from bridge.store.database import Database, open_database
from core.agents.model import Agent
from core.errors import Conflict, Overloaded
from core.ids import AgentId
from tests import servers
from tests.contracts.store_builders import ADA, NOW, add_inbound, count_inbox

BOB = AgentId("bob")


@pytest.fixture
async def postgres(postgres_url: str) -> AsyncIterator[Database]:
    """A database on the server, made by the migrations."""
    opened = await open_database(postgres_url)
    yield opened
    await opened.close()


async def test_bridges_that_start_together_make_the_tables_once(postgres_url: str) -> None:
    together = await asyncio.gather(*(open_database(postgres_url) for _ in range(4)))

    await together[0].write(add_inbound("d1"))
    assert [await one.read(count_inbox) for one in together] == [1, 1, 1, 1]
    await asyncio.gather(*(one.close() for one in together))


async def test_of_two_works_that_block_each_other_one_gets_conflict_and_the_other_goes_on(postgres: Database) -> None:
    await postgres.write(lambda conn: [agents.put(conn, Agent(one, 1)) for one in (ADA, BOB)])
    both_began = asyncio.Barrier(2)

    def change(conn: Connection, *order: AgentId) -> None:
        for number, one in enumerate(order):
            state = agents.get(conn, one)
            assert state is not None
            agents.put(conn, state)
            if number == 0:
                await_only(both_began.wait())

    results = await asyncio.gather(
        postgres.write(lambda conn: change(conn, ADA, BOB)),
        postgres.write(lambda conn: change(conn, BOB, ADA)),
        return_exceptions=True,
    )

    assert sorted(type(one).__name__ for one in results) == [Conflict.__name__, "NoneType"]


async def test_a_server_that_dropped_its_connections_is_used_again(
    postgres: Database, postgres_url: str, postgres_server: servers.Postgres
) -> None:
    await postgres.write(add_inbound("d1"))
    name = urlsplit(postgres_url).path[1:]
    drop = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608 - our own name
    postgres_server.execute(drop)

    with pytest.raises(DBAPIError):
        await postgres.write(add_inbound("d2"))

    await postgres.write(add_inbound("d3"))
    assert await postgres.read(count_inbox) == 2


async def test_more_works_under_way_than_the_limit_are_refused(postgres: Database) -> None:
    many = [postgres.write(add_inbound(f"d{number}")) for number in range(1005)]

    results = await asyncio.gather(*many, return_exceptions=True)

    assert sum(isinstance(one, Overloaded) for one in results) == 5
    assert await postgres.read(count_inbox) == 1000


async def test_libpqs_word_for_encryption_is_understood(postgres_url: str) -> None:
    database = await open_database(f"{postgres_url}?sslmode=disable")

    assert await database.read(count_inbox) == 0
    await database.close()


async def test_nobody_begins_on_a_row_while_a_transaction_relies_on_its_waiting(postgres: Database) -> None:
    await postgres.write(add_inbound("d1", "queue:tea"))
    relied, tried = asyncio.Event(), asyncio.Event()

    def rely(conn: Connection) -> None:
        assert inbox.is_waiting(conn, "queue:tea")
        relied.set()
        await_only(tried.wait())

    async def begin() -> tuple[inbox.InboxRow, ...]:
        await relied.wait()
        rows = await postgres.write(lambda conn: inbox.claim(conn, "w1", NOW, 30, 9))
        tried.set()
        return rows

    _, meanwhile = await asyncio.gather(postgres.write(rely), begin())

    assert meanwhile == ()
    assert len(await postgres.write(lambda conn: inbox.claim(conn, "w1", NOW, 30, 9))) == 1
    assert not await postgres.write(lambda conn: inbox.is_waiting(conn, "queue:tea"))
