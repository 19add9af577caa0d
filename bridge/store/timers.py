"""When each conversation must be woken: one time a conversation, the earliest of its timers."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from bridge.store.statements import insert_into
from bridge.store.work_tables import TIMER
from core.ids import ConversationId


def set(conn: Connection, conversation: ConversationId, due: datetime | None) -> None:  # noqa: A001 - read as timers.set
    """Wake a conversation at a time, or never; what was set before is forgotten."""
    if due is None:
        conn.execute(delete(TIMER).where(TIMER.c.conversation == conversation))
        return
    added = insert_into(conn, TIMER).values(conversation=conversation, due_at=due)
    conn.execute(added.on_conflict_do_update(index_elements=[TIMER.c.conversation], set_={"due_at": due}))


def due(conn: Connection, now: datetime, limit: int) -> tuple[ConversationId, ...]:
    """Give the conversations whose time has come, the earliest first. They stay due until `set` says otherwise."""
    wanted = select(TIMER.c.conversation).where(TIMER.c.due_at <= now)
    return tuple(conn.scalars(wanted.order_by(TIMER.c.due_at, TIMER.c.conversation).limit(limit)).all())


def next_due(conn: Connection) -> datetime | None:
    """Say when the next conversation must be woken."""
    next_one: datetime | None = conn.scalar(select(func.min(TIMER.c.due_at)))
    return next_one
