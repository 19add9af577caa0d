"""The durable notes of one adapter: its own, whatever other adapters keep under the same keys."""

from datetime import datetime

from bridge.store import memory
from bridge.store.database import Database
from core.ports import Memory as MemoryPort


class StoredMemory:
    """Reads and writes what one adapter keeps."""

    def __init__(self, database: Database, adapter: str) -> None:
        """Take where it is kept, and whose it is."""
        self._database = database
        self._adapter = adapter

    async def recall(self, key: str) -> str | None:
        """Give what was kept under a key."""
        return await self._database.read(lambda conn: memory.get(conn, self._adapter, key))

    async def keep(self, key: str, value: str, *, until: datetime | None = None) -> None:
        """Keep a value under a key; from `until` on it may be forgotten."""
        await self._database.write(lambda conn: memory.put(conn, self._adapter, key, value, until))

    async def forget(self, key: str) -> None:
        """Keep nothing under a key any more."""
        await self._database.write(lambda conn: memory.remove(conn, self._adapter, key))


_: type[MemoryPort] = StoredMemory
