"""A command's line in the audit log, with the rest of what the command leads to."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bridge.store import audit
from core.commands.audited import Audited
from core.conversation.model import Conversation

if TYPE_CHECKING:
    from bridge.handlers.unit import Unit


def audited(unit: "Unit", chat: Conversation | None, change: Audited) -> None:
    """Write the line; about the command's chat, where it has one."""
    contact = (chat.channel, chat.contact) if chat is not None else None
    audit.add(unit.conn, unit.now, change.audit, chat.id if chat is not None else None, contact)


CARRIED: Mapping[type[Any], Callable[["Unit", Conversation | None, Any], None]] = MappingProxyType({Audited: audited})
