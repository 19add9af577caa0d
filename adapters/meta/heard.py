"""When a customer was last heard: Meta lets us write freely for a day after that.

https://developers.facebook.com/docs/messenger-platform/policy/policy-overview
https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from core.ids import ExternalRef
from core.ports import Memory

DAY = timedelta(hours=24)


class Heard:
    """Remembers it, for all processes."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def note(self, contact: ExternalRef, at: datetime) -> None:
        """Note that a customer wrote; an earlier time never displaces a later one."""
        last = await self.last(contact)
        if last is None or at > last:
            await self._memory.keep(_key(contact), at.isoformat(), person=contact)

    async def last(self, contact: ExternalRef) -> datetime | None:
        """Give when they last wrote; None where that was before the bridge was there."""
        kept = await self._memory.recall(_key(contact))
        return datetime.fromisoformat(kept) if kept is not None else None


def last_heard(contact: ExternalRef, notes: Callable[[str], str | None]) -> datetime | None:
    """Give the same from notes that were read already."""
    kept = notes(_key(contact))
    return datetime.fromisoformat(kept) if kept is not None else None


def _key(contact: ExternalRef) -> str:
    return f"heard:{contact}"
