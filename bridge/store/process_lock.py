"""A lock that one process at a time holds on an SQLite database; the system frees it when the process ends.

Two bridges on one file would each believe to be the only worker. The lock is on a file beside the database, because
SQLite's own locks come and go with each transaction.
"""

import fcntl
import os
from pathlib import Path

from bridge.store.errors import DatabaseUnusable


class ProcessLock:
    """The lock of one database file, held from when this is made until `release`."""

    def __init__(self, database: Path) -> None:
        """Take the lock.

        Raises:
            DatabaseUnusable: another process holds it, or the folder can't be written to.
        """
        path = database.with_name(f"{database.name}.lock")
        try:
            # Only the bridge's own user may read what customers wrote: the lock sets the example for its neighbours.
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise DatabaseUnusable(
                f"{path} can't be opened: {error.strerror}. The bridge must be able to write to this folder."
            ) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(self._file, 32, 0).decode("ascii", "replace").strip()
            os.close(self._file)
            by = f"process {holder}" if holder else "another process"
            raise DatabaseUnusable(
                f"The database {database} is in use by {by}. "
                "Stop the other bridge first, or give this one its own storage.url; "
                "several bridges on one database need PostgreSQL."
            ) from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode("ascii"), 0)

    def release(self) -> None:
        """Let others have the database. The file stays: removing it would let two processes lock two files."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
