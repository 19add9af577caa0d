"""Canned responses that were made at the desk."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Row, delete, or_, select

from bridge.store import codec
from bridge.store.aside_tables import CANNED
from bridge.store.statements import insert_into
from core.features.canned import Canned, CannedScope
from core.ids import AgentId, TeamId


def of(conn: Connection, agent: AgentId, teams: Iterable[TeamId]) -> tuple[Canned, ...]:
    """Give an agent's own texts, their teams', and everybody's."""
    mine = (CANNED.c.scope == CannedScope.OWN.value) & (CANNED.c.owner == agent)
    theirs = (CANNED.c.scope == CannedScope.TEAM.value) & CANNED.c.owner.in_(tuple(teams))
    everybody = CANNED.c.scope == CannedScope.ALL.value
    found = conn.execute(select(CANNED.c.body).where(or_(mine, theirs, everybody)).order_by(CANNED.c.id)).all()
    return tuple(_read(row) for row in found)


def put(conn: Connection, canned: Canned, by: AgentId, at: datetime) -> None:
    """Write a text, new or changed."""
    values = {
        "scope": canned.scope.value,
        "owner": canned.owner,
        "folder": "/".join(canned.folder),
        "name": canned.title,
        "changed_at": at,
        "changed_by": by,
        "body": codec.dump(canned),
    }
    adding = insert_into(conn, CANNED).values(id=canned.id, **values)
    conn.execute(adding.on_conflict_do_update(index_elements=[CANNED.c.id], set_=values))


def remove(conn: Connection, id: str) -> None:
    """Delete a text; one that is gone already stays so."""
    conn.execute(delete(CANNED).where(CANNED.c.id == id))


def _read(row: Row[tuple[str]]) -> Canned:
    return codec.load(Canned, row.body)
