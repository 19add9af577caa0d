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


def load_word(conn: Connection, asking: "Asking") -> str:
    """Give the named word of whoever gives the command, or else their last one, if it still waits for its chat."""
    word, theirs = asking.values.get("word") or asking.words.strip(), lanes.of_undecided(asking.desk, asking.person, "")
    if not word:
        return (inbox.last_waiting(conn, theirs) or "").removeprefix(theirs)
    return word if inbox.is_waiting(conn, theirs + word) else ""
