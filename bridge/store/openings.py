"""Openings of chats' places that are on their way: a thread may be there at the desk before we know whose it is."""

from sqlalchemy import Connection, bindparam, select, text

from bridge.store.statements import Statement
from bridge.store.work_tables import OUTBOX
from core.ids import DeskName

_unsettled = Statement(
    select(1)
    # Said in the very words of the partial index, or SQLite would not use it.
    .where(OUTBOX.c.destination == bindparam("to"), text("state NOT IN ('sent', 'parked')"))
    .where(OUTBOX.c.body.like('%"kind":"open"%') | OUTBOX.c.body.like('%"kind":"open_channel"%'))
    .limit(1)
)


def is_one_under_way(conn: Connection, desk: DeskName) -> bool:
    """Tell whether the fate of an opening at this desk is not certain yet."""
    return _unsettled.row(conn, to=f"desk:{desk}") is not None
