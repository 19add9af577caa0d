"""What must be overwritten outside of the tables: bytes of files, and the database's own log.

A row is added in the transaction that takes something away for good, and goes when it has been overwritten.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, select

from bridge.store.guard_tables import SCOUR
from bridge.store.statements import insert_into
from core.ids import FileId

_LOG = "log"
_FILE = "file:"
BATCH = 50


def add_file(conn: Connection, file: FileId, at: datetime) -> None:
    """Have the bytes of a file overwritten."""
    _add(conn, _FILE + file, at)


def add_log(conn: Connection, at: datetime) -> None:
    """Have the log overwritten in which the database wrote its last changes."""
    _add(conn, _LOG, at)


def _add(conn: Connection, what: str, at: datetime) -> None:
    conn.execute(insert_into(conn, SCOUR).values(what=what, at=at).on_conflict_do_nothing())


def listed_files(conn: Connection) -> tuple[FileId, ...]:
    """Give files whose bytes are to be overwritten, some at a time."""
    asked = select(SCOUR.c.what).where(SCOUR.c.what.startswith(_FILE)).order_by(SCOUR.c.at, SCOUR.c.what)
    return tuple(FileId(one.removeprefix(_FILE)) for one in conn.scalars(asked.limit(BATCH)).all())


def is_log_listed(conn: Connection) -> bool:
    """Tell whether the log is to be overwritten."""
    return conn.scalar(select(SCOUR.c.what).where(SCOUR.c.what == _LOG)) is not None


def files_done(conn: Connection, files: Iterable[FileId]) -> None:
    """Note that the bytes of files are gone."""
    conn.execute(delete(SCOUR).where(SCOUR.c.what.in_([_FILE + file for file in files])))


def log_done(conn: Connection) -> None:
    """Note that the log has been overwritten."""
    conn.execute(delete(SCOUR).where(SCOUR.c.what == _LOG))
