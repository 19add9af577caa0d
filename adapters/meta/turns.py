"""Taking turns: what one customer does is taken in as it came, whatever is asked of Meta meanwhile."""

from asyncio import Lock
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Turns:
    """One lock for each customer, as long as anybody waits for it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, whose: str) -> AsyncIterator[None]:
        """Wait for one's turn."""
        lock = self._locks.get(whose)
        if lock is None:
            lock = self._locks[whose] = Lock()
        async with lock:
            yield
