"""The servers that other suites lean on: a test gets a place of its own and leaves nothing behind."""

from urllib.parse import urlsplit

import asyncpg
import pytest
import redis

from tests.servers import Postgres, ServerUnavailable


async def test_each_test_gets_a_postgresql_database_of_its_own(postgres_server: Postgres) -> None:
    with postgres_server.database() as one, postgres_server.database() as two:
        connection = await asyncpg.connect(one)
        await connection.execute("CREATE TABLE seen (id int)")
        await connection.close()
        connection = await asyncpg.connect(two)
        found = await connection.fetchval("SELECT count(*) FROM pg_tables WHERE tablename = 'seen'")
        await connection.close()

    assert found == 0


def test_a_database_is_gone_after_its_test(postgres_server: Postgres) -> None:
    with postgres_server.database() as url:
        name = urlsplit(url).path.removeprefix("/")

    left = postgres_server.execute(f"SELECT count(*) FROM pg_database WHERE datname = '{name}'")  # noqa: S608 -- our own name

    assert left == "0"


def test_a_template_is_prepared_once_and_copied_to_every_database(postgres_server: Postgres) -> None:
    prepared: list[str] = []

    def prepare(url: str) -> None:
        prepared.append(url)
        Postgres(url, postgres_server.psql).execute("CREATE TABLE shelf (id int)")

    for _ in range(2):
        template = postgres_server.template("shelf", prepare)
        with postgres_server.database(template) as url:
            assert Postgres(url, postgres_server.psql).execute("SELECT count(*) FROM shelf") == "0"

    assert len(prepared) == 1


def test_a_statement_that_fails_says_which_and_why(postgres_server: Postgres) -> None:
    with pytest.raises(ServerUnavailable, match=r"CREATE NONSENSE.*syntax error"):
        postgres_server.execute("CREATE NONSENSE")


@pytest.mark.parametrize("turn", ["first", "second"])
def test_redis_is_empty_when_a_test_starts(redis_url: str, turn: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        found = client.dbsize()
        client.set(f"left-by-{turn}", "1")

    assert found == 0
