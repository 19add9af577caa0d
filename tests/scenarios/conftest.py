"""In how many processes a scenario is played: in one on SQLite; where it is marked so, also in two on PostgreSQL."""

import asyncio
from collections.abc import Iterator

import pytest

from bridge.store.database import open_database
from tests import servers
from tests.scenarios.running import SHARED, Shared

TWO = "two processes"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Play what is marked `workers` both ways."""
    if metafunc.definition.get_closest_marker("workers"):
        metafunc.parametrize("house", ["one process", TWO], indirect=True)


@pytest.fixture(autouse=True)
def house(request: pytest.FixtureRequest) -> Iterator[None]:
    """The servers that the world's bridges share, if they are two."""
    if getattr(request, "param", "") != TWO:
        yield
        return
    server: servers.Postgres = request.getfixturevalue("postgres_server")
    redis: str = request.getfixturevalue("redis_url")
    with server.database(server.template("store", _prepare)) as url:
        SHARED.append(Shared(url, redis))
        yield
        SHARED.clear()


def _prepare(url: str) -> None:
    async def migrated() -> None:
        await (await open_database(url)).close()

    asyncio.run(migrated())
