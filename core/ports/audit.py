"""The audit log, for what happens beside a chat's steps: pages, links, the command line.

A step of a chat has the effect `Audit`, a command the change `Audited`; both are written with what they are about.
"""

from typing import Protocol

from core.conversation.effects.audit import Audit
from core.ids import Contact, ConversationId


class AuditLog(Protocol):
    """Lines that are written once and never changed."""

    async def write(
        self, entry: Audit, conversation: ConversationId | None = None, contact: Contact | None = None
    ) -> None:
        """Write a line; it is durable when this returns. The contact is the chat's own unless another one is named."""
        ...
