"""Which messages of a chat were not delivered at first, and what became of them since: for the command that resends."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bridge.store import deliveries
from core.commands.resending import Fate, Missed
from core.conversation.routes import channels_of

if TYPE_CHECKING:
    from bridge.handlers.wants import Asking


def load(conn: Connection, asking: "Asking") -> Sequence[Missed]:
    """Give them, the oldest first."""
    chat = asking.conversation
    if chat is None:
        return ()
    found = deliveries.missed(conn, chat.id, channels_of(chat), asking.values.get("which", ""))
    return tuple(
        Missed(message, _fate(one.state for one in copies if one.role == "copy"))
        for message, copies in ((message, list(rows)) for message, rows in groupby(found, lambda one: one.message))
    )


def _fate(states: Iterable[str]) -> Fate:
    """Read it from the copies that count; without any the message is on its way again."""
    there = set(states)
    if there == {"failed"}:
        return Fate.FAILED
    if "failed" in there:
        return Fate.IN_PART
    return Fate.ARRIVED if there and there <= {"delivered", "read"} else Fate.AGAIN
