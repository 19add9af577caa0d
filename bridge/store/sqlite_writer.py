"""Whoever writes to an SQLite file: works run on the event loop, and a thread waits for the disk.

Rules (natural group commit):
1. It takes whatever waits, runs each work in a savepoint of its own, and commits once: while one commit waits for the
   disk, the next batch gathers. No timer, so nothing is delayed when there is little to do.
2. A work that fails is undone alone. If the transaction itself fails, everybody in it is told so.
3. Nobody hears of a result before it is durable.
4. The event loop waits for no slow disk and for no other process: a `BEGIN` that finds the file locked is the thread's,
   and so is `COMMIT` for a while after one took longer than `QUICK`. The works themselves are some statements on pages
   in memory. On a thread of their own each of them would give up its turn at each statement, as Python's driver lets
   others run meanwhile, and get it back only when the event loop has done all that it has to do; a quick `COMMIT`
   likewise. A batch ends in time, so that others have their turn (`SLICE`).
5. The log is folded into the file beside it (`bridge.store.sqlite_folder`); a log that has grown long the thread folds
   to its end between two transactions.
6. The queue is bounded: above its limit a work is refused, so that memory can't grow with a backlog.

The thread is a daemon: a process told to end is not held up by it.
"""

import asyncio
import queue
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from sqlalchemy import Connection, Engine

from bridge.store.database import FEW, Load
from bridge.store.errors import DatabaseClosed, Instead
from bridge.store.jobs import Job
from bridge.store.sqlite_engine import LOCK_SECONDS, begin, commit
from bridge.store.sqlite_folder import Folder, fold, fold_away
from bridge.store.statements import with_driver
from core.errors import Overloaded

SLICE, LONGEST_SLICE = 0.004, 0.05
"""Seconds of works after which a batch is committed, whatever still waits: as long as the others have had since the
last batch, within these bounds. So under a flood what has come in is finished as fast as more comes in."""

QUICK = 0.005
"""Seconds for which a commit may keep the event loop: a disk that keeps its word from a cache takes a tenth of it."""

BY_THREAD = 200
"""How many commits are the thread's before the disk is tried again."""


class SqliteWriter:
    """The one connection that writes, used by one event loop at a time."""

    def __init__(self, engine: Engine, *, limit: int, batch: int, patience: float = LOCK_SECONDS) -> None:
        """Write through `engine`; at most `limit` works wait, at most `batch` share a commit.

        Another process's lock is waited for so many seconds.
        """
        self._engine = engine
        self._limit = limit
        self._batch = batch
        self._patience = round(patience * 1000)
        self._waiting: deque[Job] = deque()
        self._running: list[Job] = []
        self._connection: Connection | None = None
        self._busy = False
        self._closed = False
        self._by_thread = 0
        self._ended = time.perf_counter()
        self._refused = 0
        self._folder = Folder(engine)
        self._must_fold_away = False
        self.commits = 0
        """How many commits there were; fewer than works when works came together."""
        self.works = 0
        """How many works these commits made durable."""
        self._asked: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._wait_for_disk, name="sqlite-writer", daemon=True)
        self._thread.start()

    @property
    def load(self) -> Load:
        """Give how busy it is."""
        return Load(self.commits, self.works, len(self._waiting), self._refused)

    @property
    def behind(self) -> float:
        """Give the seconds for which the first that waits has waited; 0 while few wait."""
        return time.perf_counter() - self._waiting[0].since if len(self._waiting) > FEW else 0.0

    def put(self, work: Callable[[Connection], object]) -> asyncio.Future[Any]:
        """Queue a work.

        Raises:
            Overloaded: too many wait.
            DatabaseClosed: it is closed.
        """
        if self._closed:
            raise DatabaseClosed("the database is closed")
        if len(self._waiting) >= self._limit:
            self._refused += 1
            raise Overloaded(f"{len(self._waiting)} units of work wait for the database")
        job = Job(work, asyncio.get_running_loop())
        self._waiting.append(job)
        if not self._busy:
            self._busy = True
            job.loop.call_soon(self._begin)
        return job.future

    async def forget_log(self) -> bool:
        """Have the log cut to nothing before the next transaction; False when somebody was reading in it."""
        self._must_fold_away = True
        await self.put(lambda _: None)
        return not self._must_fold_away

    async def close(self, seconds: float) -> bool:
        """Finish what is queued; tell whether that was done in time."""
        self._closed = True
        until = time.monotonic() + seconds
        while self._busy:
            if time.monotonic() > until:
                return False
            await asyncio.sleep(0.005)
        await asyncio.to_thread(self._folder.close, seconds)
        self._asked.put(None)
        await asyncio.to_thread(self._thread.join, seconds)
        return not self._thread.is_alive()

    def _begin(self) -> None:
        """Begin a transaction; the thread opens the file, and waits for another process's lock."""
        if self._connection is None:
            self._ask(self._open_and_begin, self._begun)
            return
        if self._folder.is_long or self._must_fold_away:
            self._ask(self._fold_and_begin, self._begun)
            return
        try:
            begin(self._connection)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                self._failed(error)
            else:
                self._ask(self._begin_patiently, self._begun)
        except BaseException as error:  # noqa: BLE001 - whatever it is, those who wait must hear of it
            self._failed(error)
        else:
            self._begun(None)

    def _fold_and_begin(self) -> None:
        connection = cast(Connection, self._connection)
        if self._must_fold_away:
            self._must_fold_away = not fold_away(connection)
        else:
            self._folder.fold_rest(connection)
        self._begin_patiently()

    def _open_and_begin(self) -> None:
        self._connection = with_driver(self._engine.connect())
        # What a killed process left in the log: folded now, or it would grow with each process that doesn't live long.
        fold(self._connection, "TRUNCATE")
        self._begin_patiently()

    def _begin_patiently(self) -> None:
        connection = cast(Connection, self._connection)
        tell = _driver(connection).execute
        tell(f"PRAGMA busy_timeout = {self._patience}").close()
        try:
            begin(connection)
        finally:
            tell("PRAGMA busy_timeout = 0").close()

    def _begun(self, _: object) -> None:
        """Run what waits, and have it committed."""
        connection = cast(Connection, self._connection)
        driver = _driver(connection)
        now = time.perf_counter()
        until = now + min(max(now - self._ended, SLICE), LONGEST_SLICE)
        try:
            while self._waiting and len(self._running) < self._batch:
                job = self._waiting.popleft()
                if not job.future.cancelled():
                    self._running.append(job)
                    _run_in_savepoint(job, connection, driver)
                if time.perf_counter() > until:
                    break
        except BaseException as error:  # noqa: BLE001 - the transaction is gone, and all in it must hear of it
            self._failed(error)
            return
        if self._by_thread:
            self._by_thread -= 1
            self._ended = time.perf_counter()  # while the disk is waited for, the others have their turn
            self._ask(partial(commit, connection), self._committed)
        else:
            self._commit_here(connection)

    def _commit_here(self, connection: Connection) -> None:
        began = time.perf_counter()
        try:
            commit(connection)
        except BaseException as error:  # noqa: BLE001 - whatever it is, all in the transaction must hear of it
            self._failed(error)
            return
        self._ended = time.perf_counter()
        if self._ended - began > QUICK:
            self._by_thread = BY_THREAD
        self._committed(None)

    def _committed(self, _: object) -> None:
        self.commits += 1
        self._folder.committed()
        self.works += len(self._running)
        self._tell()

    def _failed(self, error: BaseException) -> None:
        """Tell everybody in the transaction that it failed; where none was begun, whoever would have been in it."""
        if not self._running:
            self._running = [self._waiting.popleft() for _ in range(min(self._batch, len(self._waiting)))]
        for job in self._running:
            job.error = job.error or error
        self._drop_connection()  # its state is unknown; the next batch gets a new one
        self._tell()

    def _tell(self) -> None:
        """Go on with what has come meanwhile, and hand out the results."""
        done, self._running = self._running, []
        if self._waiting:
            self._waiting[0].loop.call_soon(self._begin)
        else:
            self._busy = False
        for job in done:
            job.finish()

    def _ask(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Have the thread do what may take its time; then go on here."""
        loop = asyncio.get_running_loop()

        def ask() -> None:
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001 - those who wait must hear of it
                _call(loop, self._failed, error)
            else:
                _call(loop, then, result)

        self._asked.put(ask)

    def _wait_for_disk(self) -> None:
        while (asked := self._asked.get()) is not None:
            asked()
        self._drop_connection()
        self._engine.dispose()

    def _drop_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.close()
        except Exception:  # noqa: BLE001 - it was dropped because it is broken
            connection.invalidate()


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def _call(loop: asyncio.AbstractEventLoop, what: Callable[[Any], None], value: object) -> None:
    try:
        loop.call_soon_threadsafe(what, value)
    except RuntimeError:  # the loop is closed: nobody waits any more
        return


def _run_in_savepoint(job: Job, connection: Connection, driver: sqlite3.Connection) -> None:
    """Run a job. Its savepoint is said to the driver itself: SQLAlchemy's own costs more than most jobs."""
    tell = driver.execute
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
