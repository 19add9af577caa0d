"""The durable notes of one adapter: its own, whatever other adapters keep under the same keys."""

from datetime import datetime

from sqlalchemy import Connection

from bridge.erasing.scrubbing import is_nobodys
from bridge.store import conversations, memory
from bridge.store.database import Database
from bridge.store.memory import Whose
from core.ids import ConversationId, ExternalRef
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

    async def keep(
        self,
        key: str,
        value: str,
        *,
        until: datetime | None = None,
        person: ExternalRef | None = None,
        chat: ConversationId | None = None,
    ) -> None:
        """Keep a value under a key; from `until` on it may be forgotten. Of a chat that was erased nothing is kept."""

        def kept(conn: Connection) -> None:
            if chat is None or not _is_erased(conn, chat):
                memory.put(conn, self._adapter, key, value, until, Whose(person, chat))

        await self._database.write(kept)

    async def forget(self, key: str) -> None:
        """Keep nothing under a key any more."""
        await self._database.write(lambda conn: memory.remove(conn, self._adapter, key))


def _is_erased(conn: Connection, chat: ConversationId) -> bool:
    whose = conversations.contact_of(conn, chat)
    return whose is not None and is_nobodys(whose)


_: type[MemoryPort] = StoredMemory
