"""Changes of cold data, carried out: one module a feature, joined in `CARRIERS`.

Rules:
1. In the transaction of the command, after the chat's events: all of it is written or nothing.
2. A change is decided when it gets here; a carrier refuses nothing. What may be refused is refused by the command,
   from what its wants have brought.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bridge.handlers.changes import (
    after,
    auditing,
    bans,
    canned,
    customers,
    experts,
    questions,
    resending,
    states,
)
from core.commands.outcome import Change
from core.conversation.model import Conversation

if TYPE_CHECKING:
    from bridge.handlers.unit import Unit

Carry = Callable[["Unit", Conversation | None, Any], None]
Carriers = Mapping[type[Change], Carry]

CARRIERS: Carriers = MappingProxyType(
    {
        **after.CARRIED,
        **auditing.CARRIED,
        **bans.CARRIED,
        **questions.CARRIED,
        **canned.CARRIED,
        **customers.CARRIED,
        **resending.CARRIED,
        **states.CARRIED,
        **experts.CARRIED,
    }
)
"""All carriers by the change that each carries out."""
