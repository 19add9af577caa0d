"""When each conversation must be woken: one time a conversation, the earliest of its timers."""

from datetime import datetime

from sqlalchemy import Connection, Executable, bindparam, delete, func, select

from bridge.store.statements import Statement, insert_for
from bridge.store.work_tables import TIMER
from core.ids import ConversationId


def _setting(dialect: str) -> Executable:
    added = insert_for(dialect, TIMER)
    new = added.excluded.due_at
    # What is set already is not written again: most steps leave the time as it is.
    return added.on_conflict_do_update(
        index_elements=[TIMER.c.conversation], set_={"due_at": new}, where=TIMER.c.due_at != new
    )


_set = Statement(_setting)
_never = Statement(delete(TIMER).where(TIMER.c.conversation == bindparam("chat")))
_next = Statement(select(func.min(TIMER.c.due_at)))
_due = Statement(
    select(TIMER.c.conversation)
    .where(TIMER.c.due_at <= bindparam("now"))
    .order_by(TIMER.c.due_at, TIMER.c.conversation)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)  # of several processes one hands each in
)


def set(conn: Connection, conversation: ConversationId, due: datetime | None) -> None:  # noqa: A001 - read as timers.set
    """Wake a conversation at a time, or never; what was set before is forgotten."""
    if due is None:
        _never.count(conn, chat=conversation)
    else:
        _set.count(conn, conversation=conversation, due_at=due)


def due(conn: Connection, now: datetime, limit: int) -> tuple[ConversationId, ...]:
    """Give the conversations whose time has come, the earliest first. They stay due until `set` says otherwise."""
    return tuple(conversation for (conversation,) in _due.rows(conn, now=now, most=limit))


def next_due(conn: Connection) -> datetime | None:
    """Say when the next conversation must be woken."""
    next_one: datetime | None = _next.scalar(conn)
    return next_one
