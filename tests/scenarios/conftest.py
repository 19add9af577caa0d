"""On which desk a scenario is played, and in how many processes.

Rules:
1. Each scenario is played on every desk of `DESKBRIDGE_DESKS`; one that is marked `desks` on those that it names.
2. A scenario is played in one process on SQLite; where it is marked `workers`, also in two on PostgreSQL.
"""

import asyncio
import os
from collections.abc import Iterator

import pytest

from bridge.store.database import open_database
from tests import servers
from tests.scenarios.played import KINDS, PLAYED
from tests.scenarios.running import SHARED, Shared

TWO = "two processes"
DESKS = os.environ.get("DESKBRIDGE_DESKS", "slack").split(",")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Play each test on its desks, and what is marked `workers` in one process and in two."""
    marker = metafunc.definition.get_closest_marker("desks")
    named = list(marker.args) if marker else list(KINDS)
    metafunc.parametrize("desk", [one for one in named if one in DESKS], indirect=True)
    if metafunc.definition.get_closest_marker("workers"):
        metafunc.parametrize("house", ["one process", TWO], indirect=True)


@pytest.fixture(autouse=True)
def desk(request: pytest.FixtureRequest) -> Iterator[None]:
    """The desk on which worlds are played."""
    PLAYED.append(KINDS[request.param])
    yield
    PLAYED.clear()


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
