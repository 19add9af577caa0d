"""What was said in a chat, and what stands under its masks: for the commands that mask and unmask, and no others."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bridge.store import messages, originals
from core.messages import Message

if TYPE_CHECKING:
    from bridge.handlers.wants import Asking

MOST = 500
"""Among how many of a chat's messages words are looked for: the last ones."""


def load_said(conn: Connection, asking: "Asking") -> Sequence[Message]:
    """Give the chat's last messages, as they are shown."""
    chat = asking.conversation
    return messages.of_conversation(conn, chat.id, MOST) if chat is not None else ()


def load_originals(conn: Connection, asking: "Asking") -> Sequence[Message]:
    """Give the masked messages as they would be shown again: their words and files, else as they are by now."""
    chat = asking.conversation
    return tuple(originals.open_again(conn, chat.id)) if chat is not None else ()
