"""One carrier's connection, kept: made again when it is lost, and known to be lost when it has gone quiet.

Rule: a line hears itself. Each second it says a word and expects it back, so that a connection that takes texts and
brings none (a server that was replaced, a network that swallows) is found out and made anew.
"""

import asyncio
import time
from contextlib import suppress

import structlog

from bridge.hints.port import Carrier, Hear, Link

BEAT = 1.0
"""Seconds between two words of a line to itself."""

QUIET = 3.0
"""Seconds without a word after which a connection counts as lost."""

PAUSE = 1.0
"""Seconds until a lost connection is tried again."""

SENDING = 1.0
"""Seconds for one text."""

log = structlog.get_logger(__name__)


class _WentQuiet(Exception):
    """Nothing is heard any more."""


class Line:
    """A connection to the other processes that comes back by itself."""

    def __init__(self, carrier: Carrier) -> None:
        """Take how to connect."""
        self._carrier = carrier
        self._lost: tuple[type[Exception], ...] = (*carrier.lost, OSError, TimeoutError, _WentQuiet)
        self._link: Link | None = None
        self._task: asyncio.Task[None] | None = None
        self._heard_at = 0.0

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
            async with asyncio.timeout(SENDING):
                await link.publish(text)
        except self._lost:
            if self._link is link:
                self._link = None  # until it is made anew: nobody waits for it meanwhile
                self._heard_at = 0.0
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
            self._heard_at = time.monotonic()
            if text:
                hear(text)

        self._heard_at = time.monotonic()
        self._link = link
        listening = asyncio.create_task(link.listen(heard))
        try:
            while not listening.done():
                async with asyncio.timeout(SENDING):
                    await link.publish("")
                await asyncio.wait({listening}, timeout=BEAT)
                if time.monotonic() - self._heard_at > QUIET:
                    raise _WentQuiet
            await listening
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError, *self._lost):
                await listening
