"""The database as whoever answers a request sees it: one that can't be reached now is one to be asked again later.

Rules:
1. A database that is away, full, locked by somebody else, or whose connections are all taken, is `Overloaded`:
   platforms and windows are told 503 and when to come again. 500 says that something is broken for good.
2. What is wrong with a statement of ours stays what it is: a fault, seen and logged as one.
3. Whether a write was kept can be unknown when a connection breaks at its commit. Who comes again comes with the same
   id, and it counts once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import structlog
from sqlalchemy import Connection

from bridge.delivery.trouble import is_of_storage
from bridge.store.database import Database, Load, T
from core.errors import Conflict, Overloaded

AGAIN = 5.0
"""Seconds after which a database that was away is worth another try: in less, hardly anything comes back."""

log = structlog.get_logger(__name__)


class OfferedDatabase:
    """A database that says for itself when to come again."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database
        self.kind: Literal["sqlite", "postgresql"] = database.kind

    @property
    def load(self) -> Load:
        """Give how busy it is."""
        return self._database.load

    @property
    def behind(self) -> float:
        """Give the seconds for which the first of many works that wait has waited."""
        return self._database.behind

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a work that only reads. Raises `Overloaded` where the database is away."""
        with told_when_away():
            return await self._database.read(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run a work as one atomic write-set. Raises `Overloaded` where the database is away, and as it does itself."""
        with told_when_away():
            return await self._database.write(work)

    async def forget_log(self) -> bool:
        """Overwrite in the database's own log what its tables no longer hold."""
        return await self._database.forget_log()

    async def close(self) -> None:
        """Finish what is queued, then close."""
        await self._database.close()


@contextmanager
def told_when_away() -> Iterator[None]:
    """Turn what is the matter with the storage into `Overloaded`, and log what it was."""
    try:
        yield
    except (Overloaded, Conflict):
        raise
    except Exception as error:
        if not is_of_storage(error):
            raise
        log.warning("storage_away", why=type(error).__name__)
        raise Overloaded(f"storage: {type(error).__name__}", AGAIN) from error


_: type[Database] = OfferedDatabase
