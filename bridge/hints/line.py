"""One carrier's connection, kept: made again when it is lost, and known to be lost when it has gone quiet.

Rules:
1. A line hears itself. Each second it says a word and expects it back, so that a connection that takes texts and brings
   none (a server that was replaced, a network that swallows) is found out and made anew.
2. What counts is words without an answer, each with time to read in between, and never the clock alone: a process that
   stood still for some seconds has yet to read what came meanwhile, and loses no connection by it.
"""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress

import structlog

from bridge.hints.port import Carrier, Hear, Link

BEAT = 1.0
"""Seconds between two words of a line to itself."""

UNANSWERED = 3
"""Words in a row that nothing came after: then a connection counts as lost."""

PAUSE = 1.0
"""Seconds until a lost connection is tried again."""

LOOKS = 4
"""A text may take as long as a beat, and is looked at so often meanwhile."""

log = structlog.get_logger(__name__)


class _WentQuiet(Exception):
    """Nothing is heard any more."""


class Line:
    """A connection to the other processes that comes back by itself."""

    def __init__(self, carrier: Carrier, beat: float = BEAT) -> None:
        """Take how to connect, and the seconds between two words to itself."""
        self._carrier = carrier
        self._beat = beat
        self._lost: tuple[type[Exception], ...] = (*carrier.lost, OSError, TimeoutError, _WentQuiet)
        self._link: Link | None = None
        self._task: asyncio.Task[None] | None = None
        self._has_heard = False

    @property
    def name(self) -> str:
        """Give the carrier's name."""
        return self._carrier.name

    @property
    def most_bytes(self) -> int:
        """Give how long a text may be."""
        return self._carrier.most_bytes

    @property
    def is_up(self) -> bool:
        """Whether it carries now, as far as is known."""
        return self._link is not None

    def start(self, hear: Hear) -> None:
        """Connect, and keep connected."""
        self._task = asyncio.create_task(self._run(hear), name=f"hints-{self.name}")

    async def stop(self) -> None:
        """Disconnect."""
        task, self._task = self._task, None
        while task is not None and not task.done():
            task.cancel()  # again, because a driver that is just tidying up may not have noticed
            await asyncio.wait({task}, timeout=1.0)

    async def say(self, text: str) -> bool:
        """Send a text; False when the connection is lost."""
        link = self._link
        if link is None:
            return False
        try:
            await self._in_time(link.publish(text))
        except self._lost:
            if self._link is link:
                self._link = None  # until it is made anew: nobody waits for it meanwhile
            return False
        return True

    async def _run(self, hear: Hear) -> None:
        was_up = True  # so that the first failure is told
        while True:
            try:
                async with self._carrier.connect() as link:
                    log.info("hints_connected", carrier=self.name)
                    was_up = True
                    await self._keep(link, hear)
            except self._lost as trouble:
                if was_up:
                    log.warning("hints_lost", carrier=self.name, why=type(trouble).__name__)
            finally:
                self._link = None
            was_up = False
            await asyncio.sleep(PAUSE)

    async def _keep(self, link: Link, hear: Hear) -> None:
        """Listen until the connection is lost."""

        def heard(text: str) -> None:
            self._has_heard = True
            if text:
                hear(text)

        self._link = link
        listening = asyncio.create_task(link.listen(heard))
        unanswered = 0
        try:
            while not listening.done():
                self._has_heard = False
                await self._in_time(link.publish(""))
                await asyncio.wait({listening}, timeout=self._beat)
                unanswered = 0 if self._has_heard else unanswered + 1
                if unanswered >= UNANSWERED or self._link is not link:
                    raise _WentQuiet
            await listening
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError, *self._lost):
                await listening

    async def _in_time(self, work: Coroutine[None, None, None]) -> None:
        """Wait as long as a text may take; where the process stood still, that is one look of several."""
        sending = asyncio.create_task(work)
        sending.add_done_callback(lambda task: task.cancelled() or task.exception())  # nobody else may have looked
        try:
            for _ in range(LOOKS):
                done, _ = await asyncio.wait({sending}, timeout=self._beat / LOOKS)
                if done:
                    return sending.result()
            raise TimeoutError
        finally:
            sending.cancel()
