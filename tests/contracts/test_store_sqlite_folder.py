"""SQLite's log is folded into the file beside the writing, and does not grow for ever."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from bridge.store.sqlite_engine import writer_engine
from bridge.store.sqlite_folder import Folder, fold

SECONDS = 30.0
LONG = 40
"""Pages."""


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Connection]:
    with closing(writer_engine(tmp_path / "log.db").connect()) as connection:
        with connection.begin():
            connection.execute(text("CREATE TABLE words (word TEXT)"))
        yield connection


def commit(writer: Connection) -> None:
    with writer.begin():
        writer.execute(text("INSERT INTO words VALUES (:word)"), {"word": "x" * 3000})


async def until_long(folder: Folder) -> None:
    async with asyncio.timeout(SECONDS):
        while not folder.is_long:  # noqa: ASYNC110 - another thread's doing
            await asyncio.sleep(0.001)


async def test_a_long_log_is_begun_anew_by_whoever_folds_its_rest(writer: Connection, tmp_path: Path) -> None:
    log, folder = tmp_path / "log.db-wal", Folder(writer.engine, every=LONG, long=LONG)
    for _ in range(2):
        for _ in range(LONG):
            commit(writer)
            folder.committed()
        await until_long(folder)
        size = log.stat().st_size
        folder.fold_rest(writer)
        assert not folder.is_long
        commit(writer)
        assert log.stat().st_size == size  # written over from its begin
        assert fold(writer) < LONG
    folder.close(SECONDS)


async def test_a_log_is_folded_into_the_file_without_the_writer(writer: Connection, tmp_path: Path) -> None:
    file, folder = tmp_path / "log.db", Folder(writer.engine, every=LONG, long=LONG)
    before = file.stat().st_size

    for _ in range(LONG):
        commit(writer)
        folder.committed()
    await until_long(folder)

    assert file.stat().st_size > before + LONG * 3000 / 2
    folder.close(SECONDS)


async def test_a_log_that_cannot_be_folded_harms_nobody(writer: Connection, tmp_path: Path) -> None:
    nowhere = writer_engine(tmp_path / "missing" / "log.db")
    folder = Folder(nowhere, every=1, long=1)
    folder.committed()
    folder.close(SECONDS)

    commit(writer)
    assert not folder.is_long
