"""Fixtures that every suite may ask for. What only one suite needs lives in that suite's own conftest."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests import servers

# How long an example takes is the machine's affair: on a busy one, a pause of a fifth of a second would be a failure.
# https://hypothesis.readthedocs.io/en/latest/reference/api.html#hypothesis.settings.deadline
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[servers.Postgres]:
    """A PostgreSQL for this session; started when first asked for."""
    with servers.postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: servers.Postgres) -> Iterator[str]:
    """The address of an empty database that only this test uses."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """The address of a Redis-protocol server for this session; started when first asked for."""
    with servers.redis_server() as url:
        yield url


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """The address of a Redis database that is empty when the test starts."""
    servers.empty_redis(redis_server)
    return redis_server
