"""Units of work on their way to a database thread and back.

Rules:
1. The queue is bounded: above its limit a job is refused, so that memory can't grow with a backlog.
2. A job cancelled before it began is left out; one that has begun is finished.
3. Results go back to the event loop in one call for a whole batch.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from bridge.store.errors import DatabaseClosed
from core.errors import Overloaded


@dataclass(slots=True, eq=False)
class Job:
    """One unit of work, and who waits for it. Changed by one thread at a time."""

    work: Callable[[Connection], object]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any] = field(init=False)
    since: float = field(default_factory=time.perf_counter)
    result: object = None
    error: BaseException | None = None

    def __post_init__(self) -> None:
        self.future = self.loop.create_future()

    def run(self, connection: Connection) -> None:
        """Do the work and keep its result. Raises what the work raises."""
        self.result = self.work(connection)

    def finish(self) -> None:
        """Tell whoever waits. Called on the event loop."""
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.result)
        elif isinstance(self.error, StopIteration):  # a future can't carry it
            self.future.set_exception(RuntimeError("a unit of work raised StopIteration"))
        else:
            self.future.set_exception(self.error)


class JobQueue:
    """Jobs in the order in which they came, for one or more threads."""

    def __init__(self, limit: int) -> None:
        """Hold at most `limit` waiting jobs."""
        self._limit = limit
        self._waiting: deque[Job] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self.refused = 0
        """How many jobs found the queue full."""

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, work: Callable[[Connection], object]) -> asyncio.Future[Any]:
        """Queue a work; the future is resolved on the running loop.

        Raises:
            Overloaded: the queue is full.
            DatabaseClosed: the queue is closed.
        """
        job = Job(work, asyncio.get_running_loop())
        with self._changed:
            if self._closed:
                raise DatabaseClosed("the database is closed")
            if len(self._waiting) >= self._limit:
                self.refused += 1
                raise Overloaded(f"{len(self._waiting)} units of work wait for the database")
            self._waiting.append(job)
            self._changed.notify()
        return job.future

    def take(self, most: int) -> list[Job]:
        """Wait for jobs and take up to `most`; an empty list when the queue is closed and done."""
        with self._changed:
            while not self._waiting and not self._closed:
                self._changed.wait()
            return [self._waiting.popleft() for _ in range(min(most, len(self._waiting)))]

    def close(self) -> None:
        """Take no more jobs; those that wait will still be handed out."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


def finish(jobs: Iterable[Job]) -> None:
    """Send the results of jobs back to their event loops. Called on a database thread."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Job]] = {}
    for job in jobs:
        by_loop.setdefault(job.loop, []).append(job)
    for loop, ready in by_loop.items():
        try:
            loop.call_soon_threadsafe(_finish_all, ready)
        except RuntimeError:  # the loop is closed: nobody waits any more
            continue


def _finish_all(jobs: list[Job]) -> None:
    for job in jobs:
        job.finish()
