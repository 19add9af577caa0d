"""Openings of chats' places that are on their way: a thread may be there at the desk before we know whose it is."""

from sqlalchemy import Connection, bindparam, select, text

from bridge.store.statements import Statement
from bridge.store.work_tables import OUTBOX
from core.ids import DeskName

_unsettled = Statement(
    select(1)
    # By state and priority, which an index has: however much waits, only what is as urgent is looked at.
    .where(text("state IN ('pending', 'sending', 'uncertain')"), OUTBOX.c.priority == bindparam("urgency"))
    .where(OUTBOX.c.destination == bindparam("to"))
    .where(OUTBOX.c.body.like('%"kind":"open"%') | OUTBOX.c.body.like('%"kind":"open_channel"%'))
    .limit(1)
)


def is_one_under_way(conn: Connection, desk: DeskName, priority: int) -> bool:
    """Tell whether the fate of an opening at this desk is not certain yet; `priority` is what all openings have."""
    return _unsettled.row(conn, to=f"desk:{desk}", urgency=priority) is not None
