"""What was said in a chat, and what stands under its masks: for the commands that mask and unmask, and no others."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bridge.store import messages, originals, veils
from core.features.particulars import Particulars, Veil
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


def load_particulars(conn: Connection, asking: "Asking") -> Particulars:
    """Give what is known of the chat beside its messages, as it is shown."""
    chat = asking.conversation
    return veils.known_of(conn, chat) if chat is not None else Particulars()


def load_veil(conn: Connection, asking: "Asking") -> Veil | None:
    """Give what of it is masked and can be shown again."""
    chat = asking.conversation
    return veils.get(conn, chat.id) if chat is not None else None
