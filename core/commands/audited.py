"""A command's line in the audit log, where no step of the chat writes one."""

from dataclasses import dataclass

from core.commands.outcome import Change
from core.conversation.effects import Audit


@dataclass(frozen=True, slots=True)
class Audited(Change):
    """Write a line about the command's chat, with the rest of what the command leads to."""

    audit: Audit
