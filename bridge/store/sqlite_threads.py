"""The threads that read an SQLite file, for what is seldom or large: each on a connection of its own."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine

from bridge.store.jobs import Job, JobQueue, finish
from bridge.store.statements import with_driver


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
                connection = connection or with_driver(self._engine.connect())
                with connection.begin():
                    for job in jobs:
                        _run(job, connection)
            except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for these jobs
                for job in jobs:
                    job.error = job.error or error
            finish(jobs)
        if connection is not None:
            connection.close()
