"""Which message of a customer's was the last, so that it can be marked as read: all before it are then, too.

https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/mark-message-as-read
"""

from core.ids import ExternalRef
from core.ports import Memory


class Readings:
    """Remembers it, for all processes; what was marked, for this one."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._read: dict[ExternalRef, str] = {}

    async def note(self, contact: ExternalRef, id: str) -> None:
        """Note a customer's message."""
        await self._memory.keep(_key(contact), id, person=contact)

    async def unread(self, contact: ExternalRef, *, again: bool = False) -> str | None:
        """Give the customer's last message, unless it was marked; `again` even then."""
        last = await self._memory.recall(_key(contact))
        return last if again or last != self._read.get(contact) else None

    def is_read(self, contact: ExternalRef, id: str) -> None:
        """Note that a message was marked."""
        if len(self._read) >= MOST:
            self._read.clear()
        self._read[contact] = id


MOST = 10_000


def _key(contact: ExternalRef) -> str:
    return f"last:{contact}"
