"""What the three workers share: take a turn, and wait when there is nothing to do.

A worker waits for its wake-up, for the time at which its next row is due, or for a look now and then, whichever is
first: a lost wake-up costs seconds, never a row.
"""

import asyncio
from abc import ABC, abstractmethod
from datetime import datetime

import structlog

from bridge.hints.memory import MemoryHints
from core.errors import Conflict, Overloaded
from core.ports import Clock

LOOK = 2.0
"""Seconds after which a worker looks again without having been woken."""

AFTER_TROUBLE = 1.0
"""Seconds of rest after a turn that failed, so that a broken database isn't asked in a tight loop."""

LAST = 3.0
"""Seconds for what is in hand when the bridge is told to end: whoever told it kills it after ten or thirty."""

AFTER_CONFLICT = 0.02
"""Seconds until a turn is taken again in which another process was first."""

log = structlog.get_logger(__name__)


class Worker(ABC):
    """A loop over one table. Subclasses say what a turn is."""

    def __init__(self, topic: str, hints: MemoryHints, clock: Clock) -> None:
        """Take what wakes it."""
        self._clock = clock
        self._wake = hints.subscribe(topic)
        self._stopping = False
        self._resting = False
        self._task: asyncio.Task[None] | None = None
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._alarm: asyncio.Task[None] | None = None
        self._alarm_due: datetime | None = None

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do before a wake-up or a later moment."""
        return self._resting and not self._wake.is_awake

    @property
    def has_ended(self) -> bool:
        """Whether it had begun and does nothing any more."""
        return self._task is not None and self._task.done()

    @abstractmethod
    async def turn(self) -> bool:
        """Do what can be done now; True when something was done."""

    @abstractmethod
    async def next_due(self) -> datetime | None:
        """Give when there will be something to do without a wake-up."""

    @abstractmethod
    async def drain(self) -> None:
        """Finish what is in hand."""

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run(), name=type(self).__name__)

    async def stop(self) -> None:
        """Take nothing more, finish what is in hand, end.

        What a platform that doesn't answer holds up is left as it was begun, as by a crash; the next start sees to it.
        """
        self._stopping = True
        self._wake.wake()
        try:
            async with asyncio.timeout(LAST):
                if self._task is not None:
                    await self._task
                await self.drain()
        except TimeoutError:
            left = list(self._in_hand.values())
            log.warning("worker_left_work", worker=type(self).__name__, rows=len(left))
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
        if self._alarm is not None:
            self._alarm.cancel()
        self._wake.close()

    def _wake_by(self, due: datetime | None) -> None:
        """Be awake at a time; without one, now."""
        is_set = self._alarm is not None and not self._alarm.done() and self._alarm_due is not None
        if due is None or not is_set or (self._alarm_due is not None and due < self._alarm_due):
            self._wake.wake()

    async def _run(self) -> None:
        while not self._stopping:
            try:
                busy = await self.turn()
                due = None if busy else await self.next_due()
            except Conflict:
                log.info("worker_turn_again", worker=type(self).__name__)  # another process was first
                await asyncio.sleep(AFTER_CONFLICT)
                continue
            except Overloaded as busy_now:
                log.warning("worker_turn_put_off", worker=type(self).__name__)
                await asyncio.sleep(busy_now.retry_after)
                continue
            except Exception:
                log.exception("worker_turn_failed", worker=type(self).__name__)
                await asyncio.sleep(AFTER_TROUBLE)
                continue
            if not busy and not self._stopping:
                await self._rest(due)

    async def _rest(self, due: datetime | None) -> None:
        """Wait for the wake-up, the due time or the next look."""
        now = self._clock.now()
        look = asyncio.get_running_loop().call_later(LOOK, self._wake.wake)
        self._set_alarm(due, now)
        self._resting = due is None or due > now
        try:
            await self._wake.wait()
        finally:
            self._resting = False
            look.cancel()

    def _set_alarm(self, due: datetime | None, now: datetime) -> None:
        """Be woken at a time; an alarm that is set for it already stays."""
        if self._alarm is not None and (due != self._alarm_due or self._alarm.done()):
            self._alarm.cancel()
            self._alarm = None
        if due is not None and self._alarm is None:
            self._alarm_due = due
            self._alarm = asyncio.create_task(self._ring(max(0.0, (due - now).total_seconds())))

    async def _ring(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        self._wake.wake()
