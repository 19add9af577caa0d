"""A database as the rest of the bridge sees it: units of work, and nothing of what runs them.

Rules:
1. A unit of work is a plain function of a connection. It may be run on another thread and, after `Conflict`, again by
   its caller: it must depend on nothing but its arguments and what it reads.
2. `write` returns when the work is durable. An exception undoes this work only, whatever else shares its commit;
   `Instead` has another work done in its place, before any other (on PostgreSQL, before any other of this caller's).
3. What a work returns must stand on its own: rows read, never a cursor.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bridge.store.errors import DatabaseUnusable

T = TypeVar("T")

LOCK_TIMEOUT = timedelta(seconds=10)
"""How long another process's lock on an SQLite file is waited for."""
FEW = 64
"""How many may wait without the database being behind: a disk that stood still a moment has them done at once."""


@dataclass(frozen=True, slots=True)
class Load:
    """How busy a database is: commits and the works in them so far, works that wait now, works refused so far."""

    commits: int
    works: int
    waiting: int
    refused: int


class Database(Protocol):
    """Where everything is kept."""

    kind: Literal["sqlite", "postgresql"]

    @property
    def load(self) -> Load:
        """Give how busy it is."""
        ...

    @property
    def behind(self) -> float:
        """Give the seconds for which the first of many works that wait has waited; 0 while few wait."""
        ...

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a work that only reads, on one consistent state."""
        ...

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run a work as one atomic write-set; it is durable when this returns.

        Raises:
            Conflict: another writer was first; nothing of the work stays.
            Overloaded: too much waits already; nothing was begun.
            DatabaseClosed: the database is closing; nothing was begun.
        """
        ...

    async def forget_log(self) -> bool:
        """Overwrite in the database's own log what its tables no longer hold; False when it must be tried again.

        What a server keeps of its log is its administrator's (docs/guard.md).
        """
        ...

    async def close(self) -> None:
        """Finish what is queued, then close. May be called twice."""
        ...


async def open_database(url: str, lock_timeout: timedelta | None = LOCK_TIMEOUT) -> Database:
    """Open a database and bring its tables to the newest form. It wakes nobody and releases no rows.

    So long it waits while another process has the file locked, where it is one; None is not at all.

    Raises:
        DatabaseUnusable: the address or the database behind it can't be used; the message says what to do.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseUnusable(
            "storage.url is no address of a database. Write sqlite:///path/to/file.db or postgresql://user:password@host/name."
        ) from error
    match parsed.get_backend_name():
        case "sqlite":
            from bridge.store.sqlite import open_sqlite  # noqa: PLC0415 - one driver is loaded, the configured one

            return await open_sqlite(parsed.database, lock_timeout.total_seconds() if lock_timeout else 0.0)
        case "postgresql":
            from bridge.store.postgres import open_postgres  # noqa: PLC0415 - the driver is an optional package

            return await open_postgres(parsed)
        case other:
            raise DatabaseUnusable(
                f"storage.url names a database of kind {other!r}, which the bridge does not use. "
                "Write sqlite:///path/to/file.db or postgresql://user:password@host/name."
            )
