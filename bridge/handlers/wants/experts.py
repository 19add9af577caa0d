"""Whom an agent has asked as an expert lately, where anybody can be asked, and what waits for its chat."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bridge.handlers import lanes
from bridge.store import asides, inbox
from core.commands.colleagues import Reach

if TYPE_CHECKING:
    from bridge.handlers.wants import Asking


def load(conn: Connection, asking: "Asking") -> Reach:
    """Read it; what waits is of whoever gives the command, by the word that is named."""
    recent = asides.recent(conn, asking.profile.id) if asking.profile is not None else ()
    return Reach(recent, tuple(sorted(asking.hosts)))


def load_word(conn: Connection, asking: "Asking") -> bool:
    """Tell whether the named word of whoever gives the command still waits for its chat."""
    word = asking.values.get("word") or asking.words.strip()
    return bool(word) and inbox.is_waiting(conn, lanes.of_undecided(asking.desk, asking.person, word))
