"""When each conversation must be woken: one time a conversation, the earliest of its timers."""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Executable, bindparam, delete, func, select

from bridge.store.statements import insert_for
from bridge.store.work_tables import TIMER
from core.ids import ConversationId

# Built once: building a statement costs more than running it.
_never = delete(TIMER).where(TIMER.c.conversation == bindparam("chat"))
_next = select(func.min(TIMER.c.due_at))


def set(conn: Connection, conversation: ConversationId, due: datetime | None) -> None:  # noqa: A001 - read as timers.set
    """Wake a conversation at a time, or never; what was set before is forgotten."""
    if due is None:
        conn.execute(_never, {"chat": conversation})
        return
    conn.execute(_setting(conn.dialect.name), {"conversation": conversation, "due_at": due})


@cache
def _setting(dialect: str) -> Executable:
    added = insert_for(dialect, TIMER)
    return added.on_conflict_do_update(index_elements=[TIMER.c.conversation], set_={"due_at": added.excluded.due_at})


def due(conn: Connection, now: datetime, limit: int) -> tuple[ConversationId, ...]:
    """Give the conversations whose time has come, the earliest first. They stay due until `set` says otherwise."""
    wanted = select(TIMER.c.conversation).where(TIMER.c.due_at <= now)
    return tuple(conn.scalars(wanted.order_by(TIMER.c.due_at, TIMER.c.conversation).limit(limit)).all())


def next_due(conn: Connection) -> datetime | None:
    """Say when the next conversation must be woken."""
    next_one: datetime | None = conn.scalar(_next)
    return next_one
