"""The deployment that the tests of several processes use."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.server import Playground
from tests.servers import Postgres
from tests.workers.deployment import Deployment, RedisServer


@pytest.fixture
async def deployment(postgres_server: Postgres, tmp_path: Path) -> AsyncIterator[Deployment]:
    """PostgreSQL, Redis and the playground; the test starts the bridges."""
    server = RedisServer()
    server.start()
    try:
        with postgres_server.database() as url:
            async with Playground(port=0) as playground:
                one = Deployment(playground, postgres_server, url, server)
                one.folder = tmp_path
                try:
                    yield one
                finally:
                    await one.close()
    finally:
        server.stop()
