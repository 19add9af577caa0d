"""The bans that nobody has lifted."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bridge.store import bans
from core.features.bans import Ban

if TYPE_CHECKING:
    from bridge.handlers.wants import Asking


def load_reasons(conn: Connection, asking: "Asking") -> tuple[tuple[str, str], ...]:
    """Read the reasons of those that were made in the chat."""
    return bans.reasons_of(conn, asking.conversation.id) if asking.conversation is not None else ()


def load(conn: Connection, _: "Asking") -> tuple[Ban, ...]:
    """Read them, the newest first."""
    return bans.standing(conn)
