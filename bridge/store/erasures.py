"""Erasures, and what became of each copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bridge.store.erasure_tables import ERASURE, ERASURE_COPY, CopyState
from core.ids import FileId

FILE = "file"
"""What a stored file is called among the copies."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy, or several that are counted together."""

    what: str
    place: str
    ref: str | None = None
    number: int = 1
    state: CopyState = CopyState.PENDING
    why: str | None = None
    id: int = 0


def add(conn: Connection, id: str, at: datetime, by: str, chats: int) -> None:
    """Note an erasure."""
    conn.execute(insert(ERASURE).values(id=id, at=at, made_by=by, chats=chats))


def add_copy(conn: Connection, erasure: str, copy: Copy, at: datetime) -> int:
    """Note a copy; give its number."""
    values = {
        "erasure": erasure,
        "what": copy.what,
        "place": copy.place,
        "ref": copy.ref,
        "number": copy.number,
        "state": copy.state.value,
        "why": copy.why,
        "at": at,
    }
    number: int = conn.execute(insert(ERASURE_COPY).values(values).returning(ERASURE_COPY.c.id)).scalar_one()
    return number


def settle(conn: Connection, copy: int, state: CopyState, at: datetime, why: str | None = None) -> None:
    """Note what became of a copy."""
    one = update(ERASURE_COPY).where(ERASURE_COPY.c.id == copy)
    conn.execute(one.values(state=state.value, why=why, at=at))


def copies(conn: Connection, erasure: str) -> tuple[Copy, ...]:
    """Give all copies of an erasure, in the order in which they were found."""
    wanted = select(ERASURE_COPY).where(ERASURE_COPY.c.erasure == erasure).order_by(ERASURE_COPY.c.id)
    return tuple(
        Copy(row.what, row.place, row.ref, row.number, CopyState(row.state), row.why, row.id)
        for row in conn.execute(wanted).all()
    )


def exists(conn: Connection, erasure: str) -> bool:
    """Tell whether there was such an erasure."""
    return conn.scalar(select(ERASURE.c.id).where(ERASURE.c.id == erasure)) is not None


def is_pending(conn: Connection, erasure: str) -> bool:
    """Tell whether something of an erasure is still to be done."""
    wanted = select(func.count()).where(
        ERASURE_COPY.c.erasure == erasure, ERASURE_COPY.c.state == CopyState.PENDING.value
    )
    return bool(conn.scalar(wanted))


def waiting_files(conn: Connection, most: int) -> Sequence[tuple[int, FileId]]:
    """Give stored files that are to go."""
    pending = (ERASURE_COPY.c.state == CopyState.PENDING.value, ERASURE_COPY.c.what == FILE)
    found = select(ERASURE_COPY.c.id, ERASURE_COPY.c.ref).where(*pending).order_by(ERASURE_COPY.c.id).limit(most)
    return [(row.id, FileId(row.ref)) for row in conn.execute(found).all()]
