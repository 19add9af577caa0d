"""One bell for "the world has changed": pages redraw on it, tests wait on it.

Rules: waiting is driven by events, never by polling a timer; a wait has a deadline in real time, because what it
waits for is real I/O. It deliberately does not say what changed: whoever hears the bell looks again.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 60.0
"""Real seconds to wait for what must come: only a bound for what fails, long enough for a machine with other work and
for an app that keeps to its vendor's pace, as with marks at Teams, of which each takes more than a second."""


class DeadlineMissedError(AssertionError):
    """A condition that a test waited for did not come true in time."""


class Changes:
    """A revision number that only grows, and a way to wait for its next step."""

    def __init__(self) -> None:
        """Begin at revision 0."""
        self.rev = 0
        self._waiters: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Tell everybody who waits that something has changed."""
        self.rev += 1
        waiters, self._waiters = self._waiters, set()
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def next(self) -> int:
        """Return the revision after the next change."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await waiter
        finally:
            self._waiters.discard(waiter)
        return self.rev

    async def until(self, look: Callable[[], T], *, within: float = PATIENCE, what: str = "the condition") -> T:
        """Return the first truthy answer of `look`, looking again after each change.

        Raises DeadlineMissedError when `within` real seconds pass first.
        """
        found = look()
        if found:
            return found
        try:
            async with asyncio.timeout(within):
                while not found:
                    await self.next()
                    found = look()
        except TimeoutError:
            message = f"{what} did not come true within {within:g} seconds"
            raise DeadlineMissedError(message) from None
        return found
