"""Secure forms by their ids and by their links; nothing of what was filled in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.engine import Row

from bridge.store.codec import dump, load
from bridge.store.form_tables import SECURE_FORM
from bridge.store.statements import insert_into
from bridge.store.tables import SEAT
from core.conversation.form import AskedForm, FormStage
from core.ids import AgentId, ConversationId, FormId


@dataclass(frozen=True, slots=True)
class FormRow:
    """One asking of a form as it stands. `by` did the last thing with it: None for the customer, or the clock."""

    conversation: ConversationId
    asked: AskedForm
    at: datetime
    by: AgentId | None = None
    opening: str | None = None
    grant_digest: str | None = None


def put(conn: Connection, row: FormRow, link_digest: str | None = None) -> None:
    """Keep where a form stands; its link is given once, when it is asked for."""
    values = {
        "stage": row.asked.stage.value,
        "at": row.at,
        "by": row.by,
        "opening": row.opening,
        "body": dump(row.asked),
    }
    kept = {"id": row.asked.id, "conversation": row.conversation, "link_digest": link_digest, "grant_digest": None}
    added = insert_into(conn, SECURE_FORM).values(**kept, **values)
    conn.execute(added.on_conflict_do_update(index_elements=[SECURE_FORM.c.id], set_=values))


def get(conn: Connection, form: FormId) -> FormRow | None:
    """Give a form by its id."""
    return _row(conn.execute(select(SECURE_FORM).where(SECURE_FORM.c.id == form)).one_or_none())


def by_link(conn: Connection, digest: str) -> FormRow | None:
    """Give the form of a link."""
    return _row(conn.execute(select(SECURE_FORM).where(SECURE_FORM.c.link_digest == digest)).one_or_none())


def of_agent(conn: Connection, agent: AgentId, stage: FormStage, most: int) -> list[FormRow]:
    """Give the forms at a stage of the chats in which an agent has a seat, the oldest first."""
    theirs = select(SEAT.c.conversation).where(SEAT.c.agent == agent)
    wanted = select(SECURE_FORM).where(SECURE_FORM.c.conversation.in_(theirs), SECURE_FORM.c.stage == stage.value)
    rows = conn.execute(wanted.order_by(SECURE_FORM.c.at).limit(most)).all()
    return [found for found in map(_row, rows) if found is not None]


def grant(conn: Connection, form: FormId, digest: str) -> bool:
    """Give a link's form to one browser; False when another one has it."""
    free = SECURE_FORM.c.grant_digest.is_(None)
    done = conn.execute(update(SECURE_FORM).where(SECURE_FORM.c.id == form, free).values(grant_digest=digest))
    return done.rowcount == 1


def forget(conn: Connection, before: datetime, limit: int) -> int:
    """Delete old rows; give how many."""
    old = select(SECURE_FORM.c.id).where(SECURE_FORM.c.at < before).limit(limit)
    return conn.execute(delete(SECURE_FORM).where(SECURE_FORM.c.id.in_(old.scalar_subquery()))).rowcount


def _row(row: Row[tuple[object, ...]] | None) -> FormRow | None:
    if row is None:
        return None
    return FormRow(
        ConversationId(row.conversation),
        load(AskedForm, row.body),
        row.at,
        AgentId(row.by) if row.by else None,
        row.opening,
        row.grant_digest,
    )
