"""On which desk a scenario is played, and in how many processes.

Rules:
1. Each scenario is played on every desk of `DESKBRIDGE_DESKS`, on both unless it says otherwise; one that is marked
   `desks` on those that it names.
2. What is marked `sampled` by a parameter is played in full on the first desk; on the others once for each of its
   values, another case each time: what it looks at is read in the core, the same for all.
3. A scenario is played in one process on SQLite; where it is marked `workers`, also in two on PostgreSQL.
4. A desk is chosen for a whole module, so that a module may open one world for all of its tests.
"""

import asyncio
import logging
import os
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest
import structlog

from bridge.store.database import open_database
from tests import servers
from tests.scenarios.played import KINDS, PLAYED
from tests.scenarios.running import SHARED, Shared

TWO = "two processes"
DESKS = os.environ.get("DESKBRIDGE_DESKS", "slack,teams").split(",")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Play each test on its desks, and what is marked `workers` in one process and in two."""
    marker = metafunc.definition.get_closest_marker("desks")
    named = list(marker.args) if marker else list(KINDS)
    metafunc.parametrize("desk", [one for one in named if one in DESKS], indirect=True, scope="module")
    if metafunc.definition.get_closest_marker("workers"):
        metafunc.parametrize("house", ["one process", TWO], indirect=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is sampled, on all desks but the first."""
    cases: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for item in items:
        if key := _sampled(item):
            cases[key].append(item.nodeid)
    kept = {sorted(ids)[number % len(ids)] for number, (_, ids) in enumerate(sorted(cases.items()))}
    left_out = [item for item in items if _sampled(item) and item.nodeid not in kept]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def _sampled(item: pytest.Item) -> tuple[str, str, str] | None:
    """Give the test, the desk, and the value by which it is sampled there."""
    marker, call = item.get_closest_marker("sampled"), getattr(item, "callspec", None)
    if marker is None or call is None or call.params.get("desk") == DESKS[0]:
        return None
    value = call.params[marker.args[0]]
    return item.nodeid.partition("[")[0], str(call.params["desk"]), str(getattr(value, "name", value))


@pytest.fixture(autouse=True, scope="module")
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


@pytest.fixture
def written(capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """Call it to read all that went to standard output and error; what a log set-up changes is put back."""
    before, root = structlog.get_config(), logging.getLogger()
    handlers, level, so_far = root.handlers.copy(), root.level, [""]

    def read() -> str:
        so_far[0] += "".join(capfd.readouterr())
        return so_far[0]

    yield read
    structlog.configure(**before)
    root.handlers[:] = handlers
    root.setLevel(level)


def _prepare(url: str) -> None:
    async def migrated() -> None:
        await (await open_database(url)).close()

    asyncio.run(migrated())
