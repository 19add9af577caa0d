"""Browsers in which agents are signed in, by the digests of what they show."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from bridge.store.sign_in_tables import AGENT_SESSION
from core.ids import AgentId, DeskName, PersonRef

_T = AGENT_SESSION.c


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A browser; `at` is when it was signed in, `seen` when it was last there."""

    digest: str
    agent: AgentId
    desk: DeskName
    account: PersonRef
    at: datetime
    seen: datetime


def add(conn: Connection, row: SessionRow) -> None:
    """Begin a session."""
    values = {"agent": row.agent, "desk": row.desk, "account": row.account, "at": row.at, "seen": row.seen}
    conn.execute(insert(AGENT_SESSION).values(digest=row.digest, **values))


def get(conn: Connection, digest: str) -> SessionRow | None:
    """Give a session, whether its time is over or not."""
    found = conn.execute(select(AGENT_SESSION).where(_T.digest == digest)).one_or_none()
    if found is None:
        return None
    who = (AgentId(found.agent), DeskName(found.desk), PersonRef(found.account))
    return SessionRow(found.digest, *who, found.at, found.seen)


def touch(conn: Connection, digest: str, now: datetime) -> None:
    """Note that a session's browser is there."""
    conn.execute(update(AGENT_SESSION).where(_T.digest == digest).values(seen=now))


def end(conn: Connection, digest: str) -> bool:
    """End a session; False when there is none."""
    return conn.execute(delete(AGENT_SESSION).where(_T.digest == digest)).rowcount == 1


def forget(conn: Connection, before: datetime, limit: int) -> int:
    """Delete sessions whose browser was last there before a time; give how many."""
    old = select(_T.digest).where(_T.seen < before).limit(limit)
    return conn.execute(delete(AGENT_SESSION).where(_T.digest.in_(old.scalar_subquery()))).rowcount
