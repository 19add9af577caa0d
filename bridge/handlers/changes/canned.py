"""Canned responses made, changed and deleted at the desk."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bridge.store import canned
from core.conversation.effects import Record
from core.conversation.model import Conversation
from core.features.canned import CannedDeleted, CannedSaved

if TYPE_CHECKING:
    from bridge.handlers.unit import Unit


def saved(unit: "Unit", _: Conversation | None, change: CannedSaved) -> None:
    """Write a text."""
    canned.put(unit.conn, change.canned, change.by, unit.now)
    fields = {"text": change.canned.id, "scope": change.canned.scope.value}
    unit.journal(None, Record("text_saved", agent=change.by, fields=fields))


def deleted(unit: "Unit", _: Conversation | None, change: CannedDeleted) -> None:
    """Delete a text."""
    canned.remove(unit.conn, change.id)
    unit.journal(None, Record("text_deleted", agent=change.by, fields={"text": change.id}))


CARRIED: Mapping[type[Any], Callable[["Unit", Conversation | None, Any], None]] = MappingProxyType(
    {CannedSaved: saved, CannedDeleted: deleted}
)
