"""The bridge's database on a PostgreSQL server: for several processes, or where a server stands already.

Rules:
1. One transaction a work, on a small pool; at most so many works wait as on SQLite, then `Overloaded`.
2. A deadlock or a serialization failure is `Conflict`: nothing was written, and doing it again is right.
3. Processes that start together migrate one after the other.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import islice
from typing import Literal, cast

from sqlalchemy import URL, Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bridge.store.database import FEW, Database, Load, T
from bridge.store.errors import DatabaseClosed, DatabaseUnusable, Instead
from bridge.store.migrate import migrate
from core.errors import Conflict, Overloaded

WAITING_LIMIT = 1000
POOL_SIZE = 8
CLOSE_SECONDS = 10.0

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_AGAIN = {"40001", "40P01"}  # serialization_failure, deadlock_detected
_MIGRATION_LOCK = 0x6465736B  # any number, the same in every bridge


class PostgresDatabase:
    """A PostgreSQL database that is open."""

    kind: Literal["sqlite", "postgresql"] = "postgresql"

    def __init__(self, engine: AsyncEngine, waiting: int = WAITING_LIMIT) -> None:
        """Use a pool of connections; at most `waiting` works are under way."""
        self._engine = engine
        self._limit = waiting
        self._under_way: dict[object, float] = {}
        self._closing = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._commits = 0
        self._refused = 0

    @property
    def load(self) -> Load:
        """Give how busy it is; each work is a commit of its own."""
        return Load(self._commits, self._commits, len(self._under_way), self._refused)

    @property
    def behind(self) -> float:
        """Give the seconds for which the first that has no connection has waited; 0 while few wait."""
        if len(self._under_way) < FEW + POOL_SIZE:
            return 0.0
        return time.monotonic() - next(islice(self._under_way.values(), POOL_SIZE, None))

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a work that only reads, on one consistent state."""
        async with self._counted(), self._engine.connect() as connection:
            reading = await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            return await reading.run_sync(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run a work as one atomic write-set; it is durable when this returns."""
        async with self._counted():
            try:
                result = await self._written(work)
            except Instead as other:
                result = cast(T, await self._written(other.work))
            self._commits += 1
            return result

    async def _written(self, work: Callable[[Connection], T]) -> T:
        try:
            async with self._engine.begin() as connection:
                return await connection.run_sync(work)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) in _AGAIN:
                raise Conflict("another transaction was first") from error
            raise

    async def forget_log(self) -> bool:
        """Do nothing: what a server keeps of its log is its own (docs/guard.md)."""
        return True

    async def close(self) -> None:
        """Finish what is under way, then close."""
        self._closing = True
        try:
            await asyncio.wait_for(self._idle.wait(), CLOSE_SECONDS)
        except TimeoutError:
            pass  # the server undoes what it did not get to commit
        finally:
            await self._engine.dispose()

    @asynccontextmanager
    async def _counted(self) -> AsyncIterator[None]:
        if self._closing:
            raise DatabaseClosed("the database is closed")
        if len(self._under_way) >= self._limit:
            self._refused += 1
            raise Overloaded(f"{len(self._under_way)} units of work wait for the database")
        mine = object()
        self._under_way[mine] = time.monotonic()
        self._idle.clear()
        try:
            yield
        finally:
            del self._under_way[mine]
            if not self._under_way:
                self._idle.set()


_: type[Database] = PostgresDatabase


async def open_postgres(url: URL) -> PostgresDatabase:
    """Open a database on a server.

    Raises:
        DatabaseUnusable: the server or the database can't be used; the message says what to do.
    """
    try:
        # hide_parameters: an error's text goes to the log, and must not carry what people wrote.
        engine = create_async_engine(_with_driver(url), pool_size=POOL_SIZE, max_overflow=0, hide_parameters=True)
    except ModuleNotFoundError as error:
        raise DatabaseUnusable(
            f"The package {error.name} is missing, which speaks to PostgreSQL. Install deskbridge[postgres]."
        ) from error
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
            await connection.run_sync(migrate)
    except (DBAPIError, OSError, TimeoutError) as error:
        await engine.dispose()
        why = error.orig if isinstance(error, DBAPIError) else error
        raise DatabaseUnusable(
            f"The database {url.render_as_string(hide_password=True)} can't be used: {str(why) or type(why).__name__}. "
            "Check storage.url, that the server runs, and that the user may create tables in that database."
        ) from error
    except BaseException:
        await engine.dispose()
        raise
    return PostgresDatabase(engine)


def open_beside(url: str, connections: int = 2) -> PostgresDatabase:
    """Open a database that is open already on a few connections more, for which nothing else queues."""
    engine = create_async_engine(
        _with_driver(make_url(url)), pool_size=connections, max_overflow=0, hide_parameters=True, pool_pre_ping=True
    )
    return PostgresDatabase(engine)


def _with_driver(url: URL) -> URL:
    """Name the driver, and say `sslmode` in its words."""
    query = dict(url.query)
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    return url.set(drivername="postgresql+asyncpg", query=query)
