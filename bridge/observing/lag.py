"""How late the event loop is: somebody asks to be woken, and looks at the clock when it happens."""

import asyncio
from contextlib import suppress

from bridge.observing.tally import Histogram

EVERY = 0.5
"""Seconds between two looks."""


class Lag:
    """Measures until it is stopped."""

    def __init__(self, into: Histogram) -> None:
        """Take where to count."""
        self._into = into
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._measure(), name="loop-lag")

    async def stop(self) -> None:
        """End."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _measure(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + EVERY
            await asyncio.sleep(EVERY)
            self._into.add(max(0.0, loop.time() - due))
