"""Processes on one database that people find at different addresses: told by each of them, and by `bridge check`."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bridge.cli.main import main
from bridge.hints.memory import MemoryHints
from bridge.store import members
from bridge.store.database import Database, open_database
from bridge.store.postgres import open_beside
from bridge.workers.membership import Membership
from tests.bridge.test_command_line import GOOD, written

HERE, THERE = "https://chat.example.com", "https://old.example.com"


@pytest.fixture
async def postgres(postgres_url: str) -> AsyncIterator[Database]:
    """A database on the server, made by the migrations."""
    opened = await open_database(postgres_url)
    yield opened
    await opened.close()


async def runs(database: Database, worker: str, url: str) -> None:
    """Let a process say that it lives."""
    await database.write(partial(members.beat, me=worker, silence=60.0, url=url))


async def check(folder: Path, storage: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run `bridge check` beside all this, and give what it says."""
    path = written(folder, f"{GOOD}storage: {{url: '{storage}'}}\n")
    assert await asyncio.to_thread(main, ["check", path]) == 0
    return capsys.readouterr().out


async def test_check_names_the_other_address_and_what_to_do(
    postgres: Database, postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await runs(postgres, "one", HERE)
    await runs(postgres, "older", "")
    assert "on this database" not in await check(tmp_path, postgres_url, capsys)

    await runs(postgres, "two", THERE)
    said = await check(tmp_path, postgres_url, capsys)
    assert f"server.public_url: 1 process runs on this database with {THERE}, this configuration has {HERE}." in said
    assert "Give all of them the same public_url, and restart those that have another." in said
    await runs(postgres, "three", THERE)
    assert f"2 processes run on this database with {THERE}" in await check(tmp_path, postgres_url, capsys)


async def test_check_of_a_database_without_tables_makes_none_and_says_nothing_of_it(
    postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        said = await check(tmp_path, postgres_url, capsys)
        assert "The configuration is good" in said
        assert "database" not in said


async def test_check_that_can_not_ask_the_database_says_so_and_stays_a_check_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = await check(tmp_path, "postgresql://nobody:a-password@127.0.0.1:9/none", capsys)
    assert "Not compared with processes that run: the database can't be asked" in said
    assert "a-password" not in said


async def test_each_process_tells_when_it_starts_beside_one_at_another_address_and_when_they_agree_again(
    postgres: Database, postgres_url: str
) -> None:
    await runs(postgres, "two", THERE)
    one = Membership(open_beside(postgres_url), MemoryHints(), "one", HERE)
    with capture_logs() as log:
        await one.start()
        assert told(log) == [("public_urls_differ", (THERE,))]
        await runs(postgres, "two", HERE)
        async with asyncio.timeout(30):
            while len(told(log)) < 2:  # noqa: ASYNC110 - its beats go by real time
                await asyncio.sleep(0.05)
        assert told(log)[1:] == [("public_urls_agree", None)]
        await one.stop()


def told(log: Any) -> list[tuple[str, Any]]:
    """Give what was said of addresses."""
    return [(line["event"], line.get("elsewhere")) for line in log if line["event"].startswith("public_urls")]
