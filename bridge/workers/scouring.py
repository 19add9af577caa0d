"""Overwrites outside of the tables what is gone for good: bytes of files, and the log of the database.

Rules:
1. What is to be overwritten is on a list in the database, and leaves it when that is done: a crash loses none of it.
2. It begins when it is woken, by the step that put something on the list; and looks at the start for what was left.
"""

from datetime import datetime, timedelta
from functools import partial

from bridge import topics
from bridge.hints.memory import MemoryHints
from bridge.offered.files import Files
from bridge.store import scour
from bridge.store.database import Database
from bridge.workers.loop import Worker
from core.ports import Clock

AGAIN = timedelta(seconds=1)
"""After how long the log is tried again that somebody was reading."""


class Scourer(Worker):
    """Works off the list."""

    def __init__(self, database: Database, files: Files, hints: MemoryHints, clock: Clock) -> None:
        """Take what is to be overwritten."""
        super().__init__(topics.SCOURING, hints, clock)
        self._database = database
        self._files = files
        self._due: datetime | None = None

    async def turn(self) -> bool:
        """Overwrite what is listed; True when something was."""
        listed = await self._database.read(scour.listed_files)
        for file in listed:
            await self._files.erase(file)
        if listed:
            await self._database.write(partial(scour.files_done, files=listed))
            return True
        self._due = None
        if not await self._database.read(scour.is_log_listed):
            return False
        if not await self._database.forget_log():
            self._due = self._clock.now() + AGAIN
            return False
        await self._database.write(scour.log_done)
        return True

    async def next_due(self) -> datetime | None:
        """Give when to try the log again."""
        return self._due

    async def drain(self) -> None:
        """Nothing is in hand between turns: what is left is listed."""
