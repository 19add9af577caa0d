"""What adapters keep for later: one small text a key, of one adapter."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, tuple_

from bridge.store.aside_tables import MEMORY
from bridge.store.statements import insert_into


def get(conn: Connection, adapter: str, key: str) -> str | None:
    """Give what an adapter keeps under a key, or None."""
    kept: str | None = conn.scalar(select(MEMORY.c.body).where(MEMORY.c.adapter == adapter, MEMORY.c.key == key))
    return kept


def put(conn: Connection, adapter: str, key: str, body: str, until: datetime | None = None) -> None:
    """Keep a text for an adapter under a key, over an earlier one; until a time, where one is given."""
    added = insert_into(conn, MEMORY).values(adapter=adapter, key=key, body=body, until=until)
    again = {"body": body, "until": until}
    conn.execute(added.on_conflict_do_update(index_elements=[MEMORY.c.adapter, MEMORY.c.key], set_=again))


def remove(conn: Connection, adapter: str, key: str) -> None:
    """Keep nothing under a key any more."""
    conn.execute(delete(MEMORY).where(MEMORY.c.adapter == adapter, MEMORY.c.key == key))


def forget(conn: Connection, now: datetime, limit: int) -> int:
    """Delete what was to be kept until now or earlier; give how many."""
    keys = tuple_(MEMORY.c.adapter, MEMORY.c.key)
    old = select(MEMORY.c.adapter, MEMORY.c.key).where(MEMORY.c.until <= now).limit(limit)
    return conn.execute(delete(MEMORY).where(keys.in_(old))).rowcount
