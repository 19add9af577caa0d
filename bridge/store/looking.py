"""Reading a database beside the bridge that uses it, and changing a few rows of it: on SQLite too.

Rules:
1. Nothing is made or migrated, and nobody is kept out.
2. To look writes nothing.
3. A change is short, and of rows that no bridge keeps a copy of. On SQLite the writers take turns, each for as long as
   its transaction lasts; the lock on the file's process is about who works, not about who writes
   (docs/decisions/0037-changed-beside-the-bridge.md).
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bridge.store.database import T
from bridge.store.errors import DatabaseUnusable
from bridge.store.migrate import is_newest
from bridge.store.sqlite_engine import reader_engine, writer_engine


async def look(url: str, work: Callable[[Connection], T]) -> T:
    """Read a database, on one consistent state.

    Raises:
        DatabaseUnusable: it is not there, can't be read, or is of another version; the message says what to do.
    """
    return await _beside(url, work, reader_engine)


async def change(url: str, work: Callable[[Connection], T]) -> T:
    """Change a few rows of a database as one atomic write-set; it is durable when this returns.

    Raises:
        DatabaseUnusable: it is not there, can't be written to now, or is of another version; likewise.
    """
    return await _beside(url, work, writer_engine)


async def _beside(url: str, work: Callable[[Connection], T], engine_of: Callable[[Path], Engine]) -> T:
    parsed, writes = make_url(url), engine_of is writer_engine

    def checked(conn: Connection) -> T:
        if not is_newest(conn):
            raise DatabaseUnusable("The database is of another version of the bridge. Run `bridge migrate` first.")
        return work(conn)

    try:
        if parsed.get_backend_name() == "sqlite":
            return await asyncio.to_thread(_at_file, parsed, checked, engine_of)
        return await _at_server(url, checked, writes=writes)
    except (DBAPIError, OSError) as error:
        why = error.orig if isinstance(error, DBAPIError) else error
        shown, done = parsed.render_as_string(hide_password=True), "changed" if writes else "read"
        raise DatabaseUnusable(f"The database {shown} can't be {done}: {why}. Check storage.url.") from error


def _at_file(url: URL, work: Callable[[Connection], T], engine_of: Callable[[Path], Engine]) -> T:
    path = Path(url.database or "").absolute()
    if not path.is_file():
        raise DatabaseUnusable(f"There is no database {path}. Check storage.url, or start the bridge once.")
    engine = engine_of(path)
    try:
        with engine.connect() as connection, connection.begin():
            return work(connection)
    finally:
        engine.dispose()


async def _at_server(url: str, work: Callable[[Connection], T], *, writes: bool) -> T:
    from bridge.store.postgres import open_beside  # noqa: PLC0415 - the driver is an optional package

    database = open_beside(url)
    try:
        return await (database.write(work) if writes else database.read(work))
    finally:
        await database.close()
