"""Trouble in the storage, made and mended: inserts into a table fail."""

from functools import partial

from sqlalchemy import Connection

from tests.scenarios.world import World

STORAGE = "storage_is_full()"
"""No such function: SQLite says so with the kind of error with which it tells that the disk is full."""
BUG = "RAISE(FAIL, 'a rule was broken')"
"""An error of integrity: a mistake of ours."""


def breaks(conn: Connection, table: str, how: str) -> None:
    """Let each insert into a table fail."""
    conn.exec_driver_sql(f"CREATE TRIGGER trouble BEFORE INSERT ON {table} BEGIN SELECT {how}; END").close()


def mends(conn: Connection) -> None:
    """Let inserts succeed again."""
    conn.exec_driver_sql("DROP TRIGGER trouble").close()


async def changes(world: World, table: str, how: str) -> None:
    await world.running.bridge.database.write(partial(breaks, table=table, how=how))
