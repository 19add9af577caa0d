"""What the commands after a chat want to see."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bridge.store import activity
from core.features.activity_form import Filled

if TYPE_CHECKING:
    from bridge.handlers.wants import Asking


def load_activity(conn: Connection, asking: "Asking") -> Filled | None:
    """Give the chat's activity form as it was saved last."""
    return activity.get(conn, asking.conversation.id) if asking.conversation is not None else None
