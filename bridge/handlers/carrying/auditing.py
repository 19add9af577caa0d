"""A step's line in the audit log, in the step's transaction."""

from bridge.handlers.unit import Unit
from bridge.store import audit
from core.conversation import effects as do
from core.conversation.model import Conversation


def write(unit: Unit, chat: Conversation, effect: do.Audit) -> None:
    """Write the line, about this chat and its customer."""
    audit.add(unit.conn, unit.now, effect, chat.id, (chat.channel, chat.contact))
