"""What the contracts are kept by: the store on SQLite and on PostgreSQL, each desk and each channel at work."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bridge.store import (  # noqa: F401 - so that their rows are cleared too
    aside_tables,
    audit_tables,
    ban_tables,
    erasure_tables,
    expert_tables,
    form_tables,
    guard_tables,
    routing_tables,
    sign_in_tables,
    unknown_tables,
)
from bridge.store.columns import Row
from bridge.store.database import Database, open_database
from tests import servers
from tests.contracts.channels.stage import ChannelStage, VendorStage
from tests.contracts.channels.stages import CHANNELS
from tests.contracts.desks.stage import Stage
from tests.contracts.desks.stages import DESKS, stage_of


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that only this test uses, for what opens it itself or changes its tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/bridge.db"
        return
    server: servers.Postgres = request.getfixturevalue("postgres_server")
    with server.database(server.template("store", _prepare)) as url:
        yield url


@pytest.fixture(scope="session")
def shared_postgres(postgres_server: servers.Postgres) -> Iterator[str]:
    """The address of one database for all tests that leave its tables as they are: a new one takes a while."""
    with postgres_server.database(postgres_server.template("store", _prepare)) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that other tests may have used."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bridge.db"
    shared: str = request.getfixturevalue("shared_postgres")
    return shared


@pytest.fixture
async def database(store_url: str) -> AsyncIterator[Database]:
    """A database with all tables and no rows."""
    opened = await open_database(store_url)
    if opened.kind == "postgresql":
        await opened.write(_clear)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(tmp_path: Path) -> AsyncIterator[Database]:
    """The same, on SQLite only."""
    opened = await open_database(f"sqlite:///{tmp_path}/bridge.db")
    yield opened
    await opened.close()


def _clear(conn: Connection) -> None:
    """Empty all tables; those that let nothing be taken out have to be talked into it."""
    guarded = ("audit", "audit_digest", "audit_seal")
    for name in guarded:
        conn.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    conn.exec_driver_sql(f"TRUNCATE {', '.join(Row.metadata.tables)} RESTART IDENTITY CASCADE")
    for name in guarded:
        conn.exec_driver_sql(f"ALTER TABLE {name} ENABLE TRIGGER USER")


def _prepare(url: str) -> None:
    async def migrated() -> None:
        await (await open_database(url)).close()

    asyncio.run(migrated())


@pytest.fixture(params=list(DESKS))
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Each desk, with its platform and the people there."""
    async with stage_of(request.param) as desk:
        yield desk


@pytest.fixture(params=list(CHANNELS))
async def channel(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ChannelStage]:
    """Each customer channel, with two customers."""
    async with CHANNELS[request.param].stage(tmp_path) as stage:
        yield stage


@pytest.fixture
async def vendor(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[VendorStage]:
    """A channel with a vendor behind it, for tests that `having` names the channels of."""
    async with CHANNELS[request.param].stage(tmp_path) as stage:
        assert isinstance(stage, VendorStage)
        yield stage
