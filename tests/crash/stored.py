"""What stands in the SQLite file once the bridge has ended: read from outside, without a line of the bridge's code."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.words import Word, word_in

IN_HAND = (
    ("inbox", "'pending', 'claimed'"),
    ("outbox", "'pending', 'leased', 'sending', 'uncertain'"),
    ("inbox", "'parked'"),
    ("outbox", "'parked'"),
)
"""States in which no row may be once the system has come to rest."""
LEAVING = "state = 'pending' AND lane LIKE 'closed:%'"
"""A window was closed shortly before the bridge ended in order: its customer has left when the row is due, and may come
back until then. The one thing that is meant to be in hand after an end."""


@dataclass(slots=True)
class Stored:
    """The messages in the file, and what should not be in it."""

    messages: Counter[Word] = field(default_factory=Counter)
    wrongs: list[str] = field(default_factory=list)


def read_file(database: Path) -> Stored:
    """Read a file that no bridge has open."""
    stored = Stored()
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as conn:
        bodies = conn.execute("SELECT body FROM message").fetchall()
        stored.messages.update(word for (body,) in bodies if (word := word_in(body)))
        stored.wrongs += [f"{one} fails the check of integrity" for one in _damage(conn)]
        for table, states in IN_HAND:
            meant = f" AND NOT ({LEAVING})" if table == "inbox" else ""
            rows = conn.execute(
                f"SELECT state, why, count(*) FROM {table} WHERE state IN ({states}){meant} GROUP BY 1, 2"  # noqa: S608 - constants
            )
            stored.wrongs += [f"{number} rows of {table} are {state}: {why}" for state, why, number in rows]
        twice = f"SELECT lane, count(*) FROM inbox WHERE {LEAVING} GROUP BY 1 HAVING count(*) > 1"  # noqa: S608 - constants
        stored.wrongs += [f"{lane}: has left {number} times at once" for lane, number in conn.execute(twice)]
        crowded = "SELECT contact, count(*) FROM conversation WHERE status != 'handled' GROUP BY 1 HAVING count(*) > 1"
        stored.wrongs += [f"contact {who} has {number} open chats" for who, number in conn.execute(crowded)]
    return stored


def _damage(conn: sqlite3.Connection) -> list[str]:
    found = [row[0] for row in conn.execute("PRAGMA integrity_check") if row[0] != "ok"]
    return found + [str(row) for row in conn.execute("PRAGMA foreign_key_check")]


def in_hand(database: Path) -> str:
    """Say what a running bridge still has to do; nothing when it is at rest."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)) as conn:
        found = [
            f"{number} {state} in {table}"
            for table, states in IN_HAND[:2]
            for state, number in conn.execute(
                f"SELECT state, count(*) FROM {table} WHERE state IN ({states}) GROUP BY 1"  # noqa: S608 - constants
            )
        ]
    return ", ".join(found)
