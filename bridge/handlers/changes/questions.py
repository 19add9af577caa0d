"""A question before a command counts: when it was asked of whom, and that it was answered by going on."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from core.commands.together import WentOn
from core.conversation.effects import Record
from core.conversation.model import Conversation
from core.ids import PersonRef

if TYPE_CHECKING:
    from bridge.handlers.unit import Unit

ASKED, WENT_ON = "asked_first", "went_on"


def asked(unit: "Unit", chat: Conversation, person: PersonRef, command: str) -> None:
    """Remember that a person was asked whether a command counts."""
    unit.journal(chat, Record(ASKED, person=person, fields={"command": command}))


def went_on(unit: "Unit", chat: Conversation | None, change: WentOn) -> None:
    """Remember that a person answered no: the same command asks again."""
    unit.journal(chat, Record(WENT_ON, person=change.person))


CARRIED: Mapping[type[Any], Callable[["Unit", Conversation | None, Any], None]] = MappingProxyType({WentOn: went_on})
