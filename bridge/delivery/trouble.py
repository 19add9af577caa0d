"""What is the matter with our own storage, and not with what was to be written: the same write will succeed later."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from core.errors import Conflict, Overloaded, Transient

OURS = (IntegrityError, ProgrammingError, DataError)
"""What a database says of a statement that is wrong: no repetition helps."""


def is_of_storage(error: Exception) -> bool:
    """Tell whether the storage is full, busy, away, or another writer was first."""
    if isinstance(error, DBAPIError):
        return not isinstance(error, OURS)
    return isinstance(error, Overloaded | Conflict | NoConnectionFree | OSError | sqlite3.OperationalError)


@contextmanager
def before_sending() -> Iterator[None]:
    """Say for sure that nothing was sent when the storage fails. Raises `Transient`."""
    try:
        yield
    except Exception as error:
        if not is_of_storage(error):
            raise
        raise Transient(f"storage: {type(error).__name__}") from error
