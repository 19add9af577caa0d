"""Browsers in which agents are signed in, by the digests of what they show.

Rule: to end a session is to delete its row. Every process looks for it with each page, so it ends at all at once.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

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
    way: str = ""
    """How it was signed in; empty where an earlier version did it."""
    browser: str = ""
    """What it is, in words of ours; empty likewise."""

    @property
    def handle(self) -> str:
        """Give what a session is pointed at by: it tells nothing of the digest, and opens nothing."""
        return sha256(f"session {self.digest}".encode()).hexdigest()[:16]


def add(conn: Connection, row: SessionRow) -> None:
    """Begin a session."""
    values = {"agent": row.agent, "desk": row.desk, "account": row.account, "at": row.at, "seen": row.seen}
    shown = {"way": row.way or None, "browser": row.browser or None}
    conn.execute(insert(AGENT_SESSION).values(digest=row.digest, **values, **shown))


def get(conn: Connection, digest: str) -> SessionRow | None:
    """Give a session, whether its time is over or not."""
    found = conn.execute(select(AGENT_SESSION).where(_T.digest == digest)).one_or_none()
    return _row(found) if found is not None else None


def of_agent(conn: Connection, agent: AgentId) -> tuple[SessionRow, ...]:
    """Give an agent's sessions, whether their time is over or not: who was there last comes first."""
    wanted = select(AGENT_SESSION).where(_T.agent == agent).order_by(_T.seen.desc(), _T.at.desc(), _T.digest)
    return tuple(map(_row, conn.execute(wanted)))


def everybody(conn: Connection) -> tuple[SessionRow, ...]:
    """Give the sessions of all agents, likewise, by agent."""
    wanted = select(AGENT_SESSION).order_by(_T.agent, _T.seen.desc(), _T.at.desc(), _T.digest)
    return tuple(map(_row, conn.execute(wanted)))


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


def _row(found: Row[Any]) -> SessionRow:
    who = (AgentId(found.agent), DeskName(found.desk), PersonRef(found.account))
    return SessionRow(found.digest, *who, found.at, found.seen, found.way or "", found.browser or "")
