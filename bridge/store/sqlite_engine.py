"""Connections to an SQLite file: pragmas, and transactions that begin when we say so.

The driver of the standard library begins transactions by itself and late, which breaks savepoints; so it is told not
to, and SQLAlchemy's own begin says what we mean.
https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#serializable-isolation-savepoints-transactional-ddl
"""

import sqlite3
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from bridge.store.database import LOCK_TIMEOUT

LOCK_SECONDS = LOCK_TIMEOUT.total_seconds()

_ALWAYS = ("foreign_keys = ON", "temp_store = MEMORY", "cache_size = -16000")
# FULL: a commit that was reported survives the loss of power, not only of the process.
# secure_delete: what was blanked, masked or erased is overwritten in the file too.
# https://www.sqlite.org/pragma.html#pragma_synchronous
# wal_autocheckpoint: the writer sees to it itself, beside the writing.
_WRITER = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "journal_size_limit = 67108864",
    "wal_autocheckpoint = 0",
)
_READER = ("query_only = ON",)
_BEGIN = "BEGIN IMMEDIATE"


def writer_engine(path: Path, patience: float = LOCK_SECONDS) -> Engine:
    """Make an engine for the one connection that writes; `patience` is in seconds."""
    return _engine(path, (*_ALWAYS, *_WRITER), _BEGIN, patience)


def begin(connection: Connection) -> None:
    """Begin a transaction that writes.

    SQLAlchemy hears of the first one of a connection alone. For it that one goes on as long as all is well: to hear of
    each costs five times as much as SQLite takes.
    """
    if connection.in_transaction():
        _driver(connection).execute(_BEGIN).close()
    else:
        connection.begin()


def commit(connection: Connection) -> None:
    """Commit what was begun; after an error the connection is of no use any more. Raises as SQLAlchemy does."""
    try:
        _driver(connection).execute("COMMIT").close()
    except sqlite3.Error as error:
        raise DBAPIError.instance("COMMIT", None, error, sqlite3.Error, hide_parameters=True) from error


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def reader_engine(path: Path, patience: float = LOCK_SECONDS) -> Engine:
    """Make an engine for connections that can't write; each of their transactions sees one state."""
    return _engine(path, (*_ALWAYS, *_READER), "BEGIN", patience)


def _engine(path: Path, pragmas: tuple[str, ...], begin: str, patience: float) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            path, timeout=patience, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()
        return connection

    # hide_parameters: an error's text goes to the log, and must not carry what people wrote.
    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> Any:
        # To the driver itself: through SQLAlchemy it costs more than the reading of a row.
        _driver(connection).execute(begin).close()

    return engine
