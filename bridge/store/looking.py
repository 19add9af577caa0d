"""Reading a database beside the bridge that uses it: on SQLite too, where one process alone may write.

Rule: nothing is written, made or migrated, and nobody is kept out.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import URL, Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bridge.store.database import T
from bridge.store.errors import DatabaseUnusable
from bridge.store.migrate import is_newest
from bridge.store.sqlite_engine import reader_engine


async def look(url: str, work: Callable[[Connection], T]) -> T:
    """Read a database, on one consistent state.

    Raises:
        DatabaseUnusable: it is not there, can't be read, or is of another version; the message says what to do.
    """
    parsed = make_url(url)

    def checked(conn: Connection) -> T:
        if not is_newest(conn):
            raise DatabaseUnusable("The database is of another version of the bridge. Run `bridge migrate` first.")
        return work(conn)

    try:
        if parsed.get_backend_name() == "sqlite":
            return await asyncio.to_thread(_look_at_file, parsed, checked)
        return await _look_at_server(url, checked)
    except (DBAPIError, OSError) as error:
        why = error.orig if isinstance(error, DBAPIError) else error
        shown = parsed.render_as_string(hide_password=True)
        raise DatabaseUnusable(f"The database {shown} can't be read: {why}. Check storage.url.") from error


def _look_at_file(url: URL, work: Callable[[Connection], T]) -> T:
    path = Path(url.database or "").absolute()
    if not path.is_file():
        raise DatabaseUnusable(f"There is no database {path}. Check storage.url, or start the bridge once.")
    engine = reader_engine(path)
    try:
        with engine.connect() as connection, connection.begin():
            return work(connection)
    finally:
        engine.dispose()


async def _look_at_server(url: str, work: Callable[[Connection], T]) -> T:
    from bridge.store.postgres import open_beside  # noqa: PLC0415 - the driver is an optional package

    database = open_beside(url)
    try:
        return await database.read(work)
    finally:
        await database.close()
