"""Attempts to sign in: each used once, in one browser, for a short time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from bridge.store.sign_in_tables import SIGN_IN
from core.ids import AgentId, DeskName

WHILE = timedelta(minutes=15)
CODES = 5
"""How many codes an agent is told in that time."""
ATTEMPTS = 30
"""How many sign-ins may be begun from one address in that time: a whole office may have one."""

_T = SIGN_IN.c


@dataclass(frozen=True, slots=True)
class SignInRow:
    """An attempt; by a code where `agent` and `code` are given. `tries` is how often a code was tried before."""

    digest: str
    desk: DeskName
    path: str
    address: str
    at: datetime
    until: datetime
    agent: AgentId | None = None
    code: str | None = None
    tries: int = 0


def add(conn: Connection, row: SignInRow) -> None:
    """Keep an attempt."""
    values = {"path": row.path, "address": row.address, "at": row.at, "until": row.until}
    who = {"digest": row.digest, "desk": row.desk, "agent": row.agent, "code": row.code, "tries": row.tries}
    conn.execute(insert(SIGN_IN).values(**who, **values))


def begin(conn: Connection, row: SignInRow) -> bool:
    """Keep an attempt, unless there have been too many from its address, or too many codes for its agent."""
    since = row.at - WHILE
    if row.agent is not None and told_to(conn, row.agent, since) >= CODES:
        return False
    if from_address(conn, row.address, since) >= ATTEMPTS:
        return False
    add(conn, row)
    return True


def get(conn: Connection, digest: str) -> SignInRow | None:
    """Give an attempt as it stands."""
    found = conn.execute(select(SIGN_IN).where(_T.digest == digest)).one_or_none()
    if found is None:
        return None
    agent = AgentId(found.agent) if found.agent is not None else None
    times = (found.path, found.address, found.at, found.until)
    return SignInRow(found.digest, DeskName(found.desk), *times, agent, found.code, found.tries)


def take(conn: Connection, digest: str) -> SignInRow | None:
    """Use an attempt up: of many that come with it, one gets it."""
    found = get(conn, digest)
    if found is None or conn.execute(delete(SIGN_IN).where(_T.digest == digest)).rowcount != 1:
        return None
    return found


def count_try(conn: Connection, digest: str, most: int) -> bool:
    """Count a try of a code, before it is looked at; False when there have been too many."""
    counted = update(SIGN_IN).where(_T.digest == digest, _T.tries < most).values(tries=_T.tries + 1)
    return conn.execute(counted).rowcount == 1


def spend(conn: Connection, digest: str) -> bool:
    """Make an attempt worthless, and leave it to be counted; False when it was before."""
    spent = update(SIGN_IN).where(_T.digest == digest, _T.code.is_not(None)).values(code=None)
    return conn.execute(spent).rowcount == 1


def told_to(conn: Connection, agent: AgentId, since: datetime) -> int:
    """Count the codes that an agent was told since a time."""
    return conn.execute(select(func.count()).where(_T.agent == agent, _T.at > since)).scalar_one()


def from_address(conn: Connection, address: str, since: datetime) -> int:
    """Count the attempts from an address since a time."""
    return conn.execute(select(func.count()).where(_T.address == address, _T.at > since)).scalar_one()


def forget(conn: Connection, before: datetime, limit: int) -> int:
    """Delete attempts that were begun before a time; give how many."""
    old = select(_T.digest).where(_T.at < before).limit(limit)
    return conn.execute(delete(SIGN_IN).where(_T.digest.in_(old.scalar_subquery()))).rowcount
