"""The threads that touch an SQLite file: one that writes, a few that read.

Rules of the writer (natural group commit):
1. It takes whatever waits, runs each work in a savepoint of its own, and commits once: while one commit waits for the
   disk, the next batch gathers. No timer, so nothing is delayed when there is little to do.
2. A work that fails is undone alone. If the transaction itself fails, everybody in it is told so.
3. Nobody hears of a result before it is durable.

The threads are daemons: a process told to end is not held up by one of them.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from typing import Any, cast

from sqlalchemy import Connection, Engine

from bridge.store.database import Load
from bridge.store.errors import Instead
from bridge.store.jobs import Job, JobQueue, finish


class SqliteWriter:
    """The thread that writes."""

    def __init__(self, engine: Engine, *, limit: int, batch: int) -> None:
        """Write through `engine`; at most `limit` works wait, at most `batch` share a commit."""
        self._engine = engine
        self._queue = JobQueue(limit)
        self._batch = batch
        self._connection: Connection | None = None
        self._thread = threading.Thread(target=self._run, name="sqlite-writer", daemon=True)
        self.commits = 0
        """How many commits there were; fewer than works when works came together."""
        self.works = 0
        """How many works these commits made durable."""
        self._thread.start()

    @property
    def load(self) -> Load:
        """Give how busy it is."""
        return Load(self.commits, self.works, len(self._queue), self._queue.refused)

    def put(self, work: Callable[[Connection], object]) -> asyncio.Future[Any]:
        """Queue a work. Raises `Overloaded` or `DatabaseClosed`."""
        return self._queue.put(work)

    async def close(self, seconds: float) -> bool:
        """Finish what is queued; tell whether that was done in time."""
        self._queue.close()
        await asyncio.to_thread(self._thread.join, seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while taken := self._queue.take(self._batch):
            jobs = [job for job in taken if not job.future.cancelled()]
            self._commit(jobs)
            finish(jobs)
        self._drop_connection()
        self._engine.dispose()

    def _commit(self, jobs: list[Job]) -> None:
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            with self._connection.begin():
                for job in jobs:
                    _run_in_savepoint(job, self._connection)
            self.commits += 1
            self.works += len(jobs)
        except BaseException as error:  # noqa: BLE001 - whatever it is, those who wait must hear of it
            for job in jobs:
                job.error = job.error or error
            self._drop_connection()  # its state is unknown; the next batch gets a new one

    def _drop_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.close()
        except Exception:  # noqa: BLE001 - it was dropped because it is broken
            connection.invalidate()


def _run_in_savepoint(job: Job, connection: Connection) -> None:
    """Run a job. Its savepoint is said to the driver itself: SQLAlchemy's own costs more than most jobs."""
    tell = cast(sqlite3.Connection, connection.connection.driver_connection).execute
    tell("SAVEPOINT job").close()
    while True:
        try:
            job.run(connection)
        except Instead as other:
            job.work = other.work
            tell("ROLLBACK TO job").close()
            continue
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for this job
            job.error = error
            # Where SQLite has ended the whole transaction (disk full, for example) this fails, and with it the batch.
            tell("ROLLBACK TO job").close()
        break
    tell("RELEASE job").close()


def _run(job: Job, connection: Connection) -> None:
    try:
        job.run(connection)
    except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for this job
        job.error = error


class SqliteReaders:
    """The threads that read, each on a connection of its own. What waits together is read from one state."""

    def __init__(self, engine: Engine, *, threads: int, limit: int, batch: int) -> None:
        """Read through `engine` on that many threads; at most `limit` works wait, `batch` share a transaction."""
        self._batch = batch
        self._engine = engine
        self._queue = JobQueue(limit)
        self._threads = [
            threading.Thread(target=self._run, name=f"sqlite-reader-{number}", daemon=True) for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def refused(self) -> int:
        """Give how many works found the queue full."""
        return self._queue.refused

    def put(self, work: Callable[[Connection], object]) -> asyncio.Future[Any]:
        """Queue a work. Raises `Overloaded` or `DatabaseClosed`."""
        return self._queue.put(work)

    async def close(self, seconds: float) -> None:
        """Finish what is queued."""
        self._queue.close()
        await asyncio.gather(*(asyncio.to_thread(thread.join, seconds) for thread in self._threads))

    def _run(self) -> None:
        connection: Connection | None = None
        while jobs := self._queue.take(self._batch):
            try:
                connection = connection or self._engine.connect()
                with connection.begin():
                    for job in jobs:
                        _run(job, connection)
            except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for these jobs
                for job in jobs:
                    job.error = job.error or error
            finish(jobs)
        if connection is not None:
            connection.close()
