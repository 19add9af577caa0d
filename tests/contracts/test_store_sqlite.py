"""What holds on SQLite alone: group commit, one process a file, nothing lost with the process."""

import asyncio
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from bridge.store import inbox, outbox
from bridge.store.database import open_database
from bridge.store.errors import DatabaseUnusable
from bridge.store.sqlite import SqliteDatabase
from bridge.store.work_tables import INBOX
from core.errors import Overloaded
from tests.contracts.store_builders import NOW, add_inbound, count_inbox


async def test_works_that_come_together_share_a_commit(sqlite_database: SqliteDatabase) -> None:
    before = sqlite_database.commits

    await asyncio.gather(*(sqlite_database.write(add_inbound(f"d{number}")) for number in range(100)))

    assert 1 <= sqlite_database.commits - before < 100
    assert await sqlite_database.read(count_inbox) == 100


async def test_a_work_is_seen_by_nobody_before_it_is_durable(sqlite_database: SqliteDatabase, tmp_path: Path) -> None:
    seen = []

    def work(conn: Connection) -> None:
        add_inbound("d1")(conn)
        with closing(sqlite3.connect(tmp_path / "bridge.db")) as other:
            seen.append(other.execute("SELECT count(*) FROM inbox").fetchone()[0])

    await sqlite_database.write(work)

    assert seen == [0]
    assert await sqlite_database.read(count_inbox) == 1


async def test_nobody_hears_of_a_work_before_its_commit(sqlite_database: SqliteDatabase) -> None:
    first = asyncio.create_task(sqlite_database.write(add_inbound("d1")))
    heard_of = []

    def last(conn: Connection) -> None:
        heard_of.append(first.done())

    await sqlite_database.write(last)

    assert heard_of == [False]


async def test_more_waiting_works_than_the_limit_are_refused(sqlite_database: SqliteDatabase) -> None:
    together = (sqlite_database.write(add_inbound(f"d{number}")) for number in range(1005))

    results = await asyncio.gather(*together, return_exceptions=True)

    assert sum(isinstance(one, Overloaded) for one in results) == 5
    assert await sqlite_database.read(count_inbox) == 1000


async def test_when_the_transaction_itself_fails_everybody_in_it_is_told_and_the_next_one_works(
    sqlite_database: SqliteDatabase,
) -> None:
    def ends_the_transaction(conn: Connection) -> None:  # as SQLite itself does when the disk is full
        conn.exec_driver_sql("ROLLBACK")
        raise OSError

    await sqlite_database.write(add_inbound("d0"))  # a first one takes longer, and would have its commit for itself
    works = (add_inbound("d1"), ends_the_transaction, add_inbound("d2"))
    results = await asyncio.gather(*map(sqlite_database.write, works), return_exceptions=True)

    assert [isinstance(one, BaseException) for one in results] == [True, True, False]
    await sqlite_database.write(add_inbound("d3"))
    assert await sqlite_database.read(count_inbox) == 3


async def test_sqlite_survives_the_loss_of_power_and_checks_references(sqlite_database: SqliteDatabase) -> None:
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")

    def pragmas(conn: Connection) -> list[object]:
        return [conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names]

    assert await sqlite_database.write(pragmas) == ["wal", 2, 1, 1]


async def test_only_the_bridges_user_may_read_the_files(sqlite_database: SqliteDatabase, tmp_path: Path) -> None:
    await sqlite_database.write(add_inbound("d1"))

    rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}

    assert len(rights) == 4
    assert set(rights.values()) == {0o600}


async def test_a_second_opener_of_the_same_file_is_refused_with_what_to_do(
    sqlite_database: SqliteDatabase, tmp_path: Path
) -> None:
    with pytest.raises(DatabaseUnusable, match=rf"in use by process {os.getpid()}.*Stop the other bridge"):
        await open_database(f"sqlite:///{tmp_path}/bridge.db")


@pytest.mark.parametrize("lock_timeout", [timedelta(seconds=10), None])
async def test_another_process_that_has_the_file_is_waited_for_as_long_as_was_said(
    tmp_path: Path, lock_timeout: timedelta | None
) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'bridge.db'}", lock_timeout)
    with closing(sqlite3.connect(tmp_path / "bridge.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE").close()
        waiting = asyncio.create_task(database.write(add_inbound("d1")))
        if lock_timeout is None:
            with pytest.raises((sqlite3.OperationalError, OperationalError), match="database is locked"):
                await waiting
        other.execute("ROLLBACK").close()
    if lock_timeout is None:
        waiting = asyncio.create_task(database.write(add_inbound("d1")))
    await waiting

    assert await database.read(count_inbox) == 1
    await database.close()


async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes. " * 100)

    with pytest.raises(DatabaseUnusable, match=r"notes\.txt can't be used"):
        await open_database(f"sqlite:///{path}")

    assert path.read_text() == "These are my notes. " * 100


async def test_a_settled_inbound_leaves_no_trace_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "bridge.db"
    database = await open_database(f"sqlite:///{path}")
    await database.write(add_inbound("d1", text="planted-and-gone " * 400))
    await database.write(add_inbound("d2", lane="c2", text="planted-and-kept"))
    (row, _) = await database.write(lambda conn: inbox.claim(conn, "w", NOW, 30, 9))
    await database.write(lambda conn: inbox.settle(conn, row.id))
    await database.close()

    content = path.read_bytes()
    assert b"planted-and-kept" in content
    assert b"planted-and-gone" not in content
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith("-wal")] == []


async def test_the_log_of_a_killed_process_is_folded_into_the_file_at_the_next_start(tmp_path: Path) -> None:
    left = tmp_path / "left"
    left.mkdir()
    database = await open_database(f"sqlite:///{tmp_path}/bridge.db")
    await database.write(add_inbound("d1", text="words " * 4000))
    for name in ("bridge.db", "bridge.db-wal"):  # as they stand on the disk at this moment
        shutil.copy(tmp_path / name, left / name)
    await database.close()
    assert (left / "bridge.db-wal").stat().st_size > 20_000

    database = await open_database(f"sqlite:///{left}/bridge.db")

    assert await database.read(count_inbox) == 1
    assert (left / "bridge.db-wal").stat().st_size < 20_000
    await database.close()


_WRITES_UNTIL_KILLED = """
import asyncio, sys
from bridge.store.database import open_database
from tests.contracts.store_builders import add_inbound

async def main():
    database = await open_database(sys.argv[1])
    async def one(number):
        await database.write(add_inbound(f"d{number}"))
        print(number, flush=True)
    for start in range(0, 100_000, 20):
        await asyncio.gather(*(one(number) for number in range(start, start + 20)))

asyncio.run(main())
"""


def _start_writing(url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITES_UNTIL_KILLED, url]
    return subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True)


async def test_a_killed_process_loses_nothing_that_it_reported(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bridge.db"
    writer = _start_writing(url)
    assert writer.stdout is not None
    reported = [int(await asyncio.to_thread(writer.stdout.readline)) for _ in range(300)]
    writer.send_signal(signal.SIGKILL)
    reported += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
    writer.stdout.close()
    assert writer.wait() == -signal.SIGKILL

    database = await open_database(url)  # the dead process's lock is gone with it
    found = await database.read(lambda conn: set(conn.scalars(select(INBOX.c.dedupe)).all()))
    await database.close()

    assert {f"d{number}" for number in reported} <= found


_FORGETS_TO_CLOSE = """
import asyncio, sys
from bridge.store.database import open_database
from tests.contracts.store_builders import add_inbound, count_inbox

async def main():
    database = await open_database(sys.argv[1])
    await database.write(add_inbound("d1"))
    print(await database.read(count_inbox))

asyncio.run(main())
"""


def test_a_process_that_forgets_to_close_still_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _FORGETS_TO_CLOSE, f"sqlite:///{tmp_path}/bridge.db"]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")


async def test_a_row_is_begun_by_its_number_however_many_wait(sqlite_database: SqliteDatabase) -> None:
    said: list[str] = []

    def work(conn: Connection) -> list[str]:
        driver = cast(sqlite3.Connection, conn.connection.driver_connection)
        driver.set_trace_callback(said.append)
        outbox.begin(conn, [1, 2], "w1", NOW, 30)
        driver.set_trace_callback(None)
        return [str(row[3]) for row in driver.execute(f"EXPLAIN QUERY PLAN {said[-1]}")]

    plan = await sqlite_database.write(work)

    assert "SEARCH outbox USING INTEGER PRIMARY KEY (rowid=?)" in plan, plan
