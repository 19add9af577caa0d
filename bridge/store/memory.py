"""What adapters keep for later: one small text a key, of one adapter."""

from sqlalchemy import Connection, delete, select

from bridge.store.aside_tables import MEMORY
from bridge.store.statements import insert_into


def get(conn: Connection, adapter: str, key: str) -> str | None:
    """Give what an adapter keeps under a key, or None."""
    kept: str | None = conn.scalar(select(MEMORY.c.body).where(MEMORY.c.adapter == adapter, MEMORY.c.key == key))
    return kept


def put(conn: Connection, adapter: str, key: str, body: str) -> None:
    """Keep a text for an adapter under a key, over an earlier one."""
    added = insert_into(conn, MEMORY).values(adapter=adapter, key=key, body=body)
    conn.execute(added.on_conflict_do_update(index_elements=[MEMORY.c.adapter, MEMORY.c.key], set_={"body": body}))


def remove(conn: Connection, adapter: str, key: str) -> None:
    """Keep nothing under a key any more."""
    conn.execute(delete(MEMORY).where(MEMORY.c.adapter == adapter, MEMORY.c.key == key))
