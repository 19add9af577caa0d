"""The bridge's database in one SQLite file: no service needed, one process only.

Rules:
1. One process a file, kept by a lock beside it.
2. The file and its neighbours can be read by the bridge's user only.
3. What was reported as written survives the loss of power (WAL, synchronous=FULL).
"""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bridge.store.database import Database, Load, T
from bridge.store.errors import DatabaseUnusable
from bridge.store.migrate import migrate
from bridge.store.process_lock import ProcessLock
from bridge.store.sqlite_engine import LOCK_SECONDS, reader_engine, writer_engine
from bridge.store.sqlite_threads import SqliteReaders
from bridge.store.sqlite_writer import SqliteWriter

WAITING_LIMIT = 1000
BATCH_LIMIT = 500
READER_THREADS = 2
READ_BATCH = 16
CLOSE_SECONDS = 10.0


class SqliteDatabase:
    """An SQLite file that is open."""

    kind: Literal["sqlite", "postgresql"] = "sqlite"

    def __init__(
        self, path: Path, lock: ProcessLock, waiting: int = WAITING_LIMIT, patience: float = LOCK_SECONDS
    ) -> None:
        """Use the file that `lock` is held for; at most `waiting` works wait, and for others' locks so many seconds."""
        self._lock = lock
        self._writer = SqliteWriter(writer_engine(path, patience), limit=waiting, batch=BATCH_LIMIT, patience=patience)
        self._readers = SqliteReaders(
            reader_engine(path, patience), threads=READER_THREADS, limit=waiting, batch=READ_BATCH
        )

    @property
    def commits(self) -> int:
        """Give how many commits there were."""
        return self._writer.commits

    @property
    def load(self) -> Load:
        """Give how busy the writer is, and what it and the readers have refused."""
        load = self._writer.load
        return replace(load, refused=load.refused + self._readers.refused)

    @property
    def behind(self) -> float:
        """Give the seconds by which the writer is behind."""
        return self._writer.behind

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a work that only reads, on one consistent state."""
        return cast(T, await self._readers.put(work))

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run a work as one atomic write-set; it is durable when this returns."""
        return cast(T, await self._writer.put(work))

    async def forget_log(self) -> bool:
        """Fold the log into the file and cut it to nothing; False when somebody was reading in it."""
        return await self._writer.forget_log()

    async def close(self) -> None:
        """Finish what is queued, then close."""
        await self._readers.close(CLOSE_SECONDS)
        if await self._writer.close(CLOSE_SECONDS):  # last, so that it folds the log into the file
            self._lock.release()


_: type[Database] = SqliteDatabase


async def open_sqlite(name: str | None, patience: float = LOCK_SECONDS) -> SqliteDatabase:
    """Open a file, making it and its folder where they are missing; others' locks are waited for so many seconds.

    Raises:
        DatabaseUnusable: the file can't be used; the message says what to do.
    """
    if not name or name == ":memory:" or name.startswith("file:"):
        raise DatabaseUnusable("storage.url names no file. Write sqlite:///path/to/file.db.")
    path = _in_its_folder(name)
    lock = ProcessLock(path)
    database: SqliteDatabase | None = None
    try:
        _make_private(path)
        database = SqliteDatabase(path, lock, patience=patience)
        await database.write(migrate)
    except BaseException as error:
        if database is not None:
            await database.close()
        lock.release()
        raise _explained(path, error) from error
    return database


def _in_its_folder(name: str) -> Path:
    path = Path(name).absolute()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(
            f"The folder {path.parent} can't be made: {error.strerror}. Make it, or change storage.url."
        ) from error
    return path


def _make_private(path: Path) -> None:
    """Make the file, empty, before SQLite does: the log beside it gets the same rights."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))


def _explained(path: Path, error: BaseException) -> BaseException:
    cause: Any = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, OSError | sqlite3.Error):
        why = cause.strerror if isinstance(cause, OSError) else str(cause)
        return DatabaseUnusable(
            f"The database {path} can't be used: {why}. "
            "Check that it is a database of the bridge and that the bridge's user may write to it and its folder."
        )
    return error
