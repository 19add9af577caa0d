"""The audit log for what happens beside the chats' steps: pages, links, the command line."""

from bridge.store import audit
from bridge.store.database import Database
from core.conversation.effects import Audit
from core.ids import Contact, ConversationId
from core.ports import AuditLog, Clock


class StoredAuditLog:
    """Writes each line in a transaction of its own; inside another one `bridge.store.audit.add` is what to call."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take where lines are kept, and the time."""
        self._database = database
        self._clock = clock

    async def write(
        self, entry: Audit, conversation: ConversationId | None = None, contact: Contact | None = None
    ) -> None:
        """Write a line."""
        now = self._clock.now()
        await self._database.write(lambda conn: audit.add(conn, now, entry, conversation, contact))


_: type[AuditLog] = StoredAuditLog
