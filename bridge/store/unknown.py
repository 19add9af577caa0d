"""What platforms sent that nobody here knows, as outlines: kept, counted, shown, and forgotten in time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from bridge.store.statements import insert_into
from bridge.store.unknown_tables import UNKNOWN_PAYLOAD

_T = UNKNOWN_PAYLOAD.c


@dataclass(frozen=True, slots=True)
class Kept:
    """One outline, as JSON."""

    source: str
    what: str
    body: str
    times: int
    first_at: datetime
    last_at: datetime


def add(conn: Connection, source: str, digest: str, what: str, body: str, times: int, now: datetime) -> None:
    """Keep an outline that came so many times, or count these to what is kept of it."""
    key = {"source": source, "digest": digest}
    added = insert_into(conn, UNKNOWN_PAYLOAD).values(
        **key, what=what, body=body, times=times, first_at=now, last_at=now
    )
    again = {"times": _T.times + times, "last_at": now}
    conn.execute(added.on_conflict_do_update(index_elements=[_T.source, _T.digest], set_=again))


def kept(conn: Connection) -> tuple[Kept, ...]:
    """Give all that is kept, what came last first."""
    wanted = select(_T.source, _T.what, _T.body, _T.times, _T.first_at, _T.last_at)
    return tuple(Kept(*row) for row in conn.execute(wanted.order_by(_T.last_at.desc(), _T.source, _T.digest)))


def forget(conn: Connection, before: datetime, limit: int) -> int:
    """Delete what last came before a time; give how many."""
    old = select(_T.digest).where(_T.last_at < before).limit(limit)
    return conn.execute(delete(UNKNOWN_PAYLOAD).where(_T.digest.in_(old.scalar_subquery()))).rowcount
