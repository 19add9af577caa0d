"""The database tells how busy it is: commits, the works in them, and what it had no room for."""

import asyncio
from pathlib import Path

from sqlalchemy import Connection

from bridge.store.process_lock import ProcessLock
from bridge.store.sqlite import SqliteDatabase
from core.errors import Overloaded


def nothing(conn: Connection) -> None:
    """Do nothing, as a unit of work."""


async def test_works_commits_and_refusals_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "bridge.db"
    database = SqliteDatabase(path, ProcessLock(path), waiting=3)
    try:
        answers = await asyncio.gather(*(database.write(nothing) for _ in range(50)), return_exceptions=True)
        refused = sum(isinstance(one, Overloaded) for one in answers)
        load = database.load
    finally:
        await database.close()

    assert refused > 0
    assert (load.works, load.refused, load.waiting) == (50 - refused, refused, 0)
    assert 1 <= load.commits <= load.works
