"""Folds an SQLite file's log into the file, beside the writing, on a connection and a thread of its own.

Rules:
1. It folds seldom. A folding syncs the file, for some 10 ms, and commits that sync the log meanwhile wait for it: at
   each hundredth commit one message in twenty was held up, at each five hundredth one in fifty.
2. Only the writer can begin the log anew, once all of it is folded: by itself where it makes no commit while the rest
   is folded. Else the log grows, and when it `is_long` the writer has to fold the rest.
   https://www.sqlite.org/wal.html#avoiding_excessively_large_wal_files

The thread is a daemon: a process told to end is not held up by it.
"""

import queue
import sqlite3
import threading
from contextlib import suppress
from typing import cast

from sqlalchemy import Connection, Engine

EVERY = 512
"""Commits after which the log is folded: some thousand pages."""

LONG = 8192
"""Pages of the log from which on the writer folds the rest: 32 MB."""


class Folder:
    """Folds when so many commits were made, one folding at a time."""

    def __init__(self, engine: Engine, *, every: int = EVERY, long: int = LONG) -> None:
        """Open connections by `engine`."""
        self._engine = engine
        self._every = every
        self._long = long
        self._connection: Connection | None = None
        self._commits = 0
        self._is_folding = False
        self._is_long = False
        self._asked: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="sqlite-folder", daemon=True)
        self._thread.start()

    @property
    def is_long(self) -> bool:
        """Whether the log has grown so long that the writer must fold the rest; not while a folding is under way."""
        return self._is_long and not self._is_folding

    def committed(self) -> None:
        """Count a commit; fold when it is time."""
        self._commits += 1
        if self._commits >= self._every and not self._is_folding:
            self._commits, self._is_folding = 0, True
            self._asked.put(True)

    def fold_rest(self, connection: Connection) -> None:
        """Fold what is left, on the writer's own connection: its next commit begins the log anew."""
        self._is_long = False
        with suppress(sqlite3.Error):  # the next time will do
            fold(connection)

    def close(self, seconds: float) -> None:
        """End, so that the writer's connection is the last one."""
        self._asked.put(False)
        self._thread.join(seconds)

    def _run(self) -> None:
        while self._asked.get():
            try:
                self._connection = self._connection or self._engine.connect()
                self._is_long = fold(self._connection) >= self._long
            except Exception:  # noqa: BLE001 - the next time will do
                self._drop()
            finally:
                self._is_folding = False
        self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):
                connection.close()


def fold_away(connection: Connection) -> bool:
    """Fold all of the log into the file and cut it to nothing; False when somebody was in the way."""
    driver = cast(sqlite3.Connection, connection.connection.driver_connection)
    try:
        row = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    return int(row[0]) == 0


def fold(connection: Connection, how: str = "PASSIVE") -> int:
    """Fold what can be folded without waiting for anybody; give how many pages the log has.

    https://www.sqlite.org/pragma.html#pragma_wal_checkpoint
    """
    driver = cast(sqlite3.Connection, connection.connection.driver_connection)
    row = driver.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
    return int(row[1])
