"""One at a time of the same sender, in the order of arrival, where works run side by side.

SQLite has one writer, and what came first is stored first. On PostgreSQL works run on several connections, and of two
messages that came a moment apart the second could be first to commit.
"""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

from core.errors import Overloaded

MOST_WAITING = 120
"""How many of one sender, or of one chat, are in hand at the most; the next is refused. More than a hundred, since a
hundred people may click on one offer at once and nobody repeats a click; less than a third of what the door lets in at
a time (`admission.EVENTS`), so that even three that are stuck shut out nobody else."""


class Turns:
    """Turns by sender; whoever has none waiting costs nothing."""

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self._waiting: dict[Hashable, int] = {}
        self._locks: dict[Hashable, asyncio.Lock] = {}

    @asynccontextmanager
    async def of(self, sender: Hashable) -> AsyncIterator[None]:
        """Wait for the sender's turn. Raises `Overloaded`."""
        waiting = self._waiting.get(sender, 0)
        if waiting >= MOST_WAITING:
            raise Overloaded(f"{waiting} of one sender wait for their turn")
        self._waiting[sender] = waiting + 1
        try:
            async with self._locks.setdefault(sender, asyncio.Lock()):  # hands itself on in the order of asking
                yield
        finally:
            left = self._waiting.pop(sender) - 1
            if left:
                self._waiting[sender] = left
            else:
                del self._locks[sender]
