"""What is said at a desk and is nobody's, stored many at a time: on PostgreSQL each transaction is a way of its own.

Rules:
1. One statement looks and stores. Left out is what is in a chat's thread, in a lane in which something waits, or could
   be in a thread that is being opened, and what was stored before: all that goes the usual way.
2. What is stored here is settled from the start and blank, as by `inbox.add_settled`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ARRAY, Connection, DateTime, Text, bindparam, text

_COLUMNS = ("sources", "dedupes", "lanes", "desks", "threads", "wider")
_storing = text(
    """
    INSERT INTO inbox (source, dedupe, lane, state, due_at, attempts, added_at, payload)
    SELECT came.source, came.dedupe, came.lane, 'settled', :now, 1, :now, ''
    FROM unnest(:sources, :dedupes, :lanes, :desks, :threads, :wider)
      AS came (source, dedupe, lane, desk, thread, wider)
    WHERE NOT EXISTS (SELECT 1 FROM thread WHERE thread.desk = came.desk AND thread.thread IN (came.thread, came.wider))
      AND NOT EXISTS (SELECT 1 FROM inbox WHERE inbox.lane = came.lane AND inbox.state IN ('pending', 'claimed'))
      AND NOT EXISTS (
        SELECT 1 FROM outbox
        WHERE outbox.state NOT IN ('sent', 'parked') AND outbox.destination = 'desk:' || came.desk
          AND (outbox.body LIKE '%"kind":"open"%' OR outbox.body LIKE '%"kind":"open_channel"%')
      )
    ON CONFLICT DO NOTHING
    RETURNING source, dedupe
    """
).bindparams(
    *(bindparam(name, type_=ARRAY(Text)) for name in _COLUMNS), bindparam("now", type_=DateTime(timezone=True))
)


@dataclass(frozen=True, slots=True)
class Overheard:
    """Something said in a thread, as far as it must be known to see whether it is a chat's."""

    source: str
    dedupe: str
    lane: str
    desk: str
    thread: str
    wider: str = ""
    """The thread around it that could be a chat's, or nothing."""


def store_overheard(conn: Connection, came: Sequence[Overheard], now: datetime) -> Collection[tuple[str, str]]:
    """Store what is nobody's; give the source and dedupe of what was stored."""
    values = {
        "sources": [one.source for one in came],
        "dedupes": [one.dedupe for one in came],
        "lanes": [one.lane for one in came],
        "desks": [one.desk for one in came],
        "threads": [one.thread for one in came],
        "wider": [one.wider for one in came],
    }
    return {(source, dedupe) for source, dedupe in conn.execute(_storing, values | {"now": now}).all()}
