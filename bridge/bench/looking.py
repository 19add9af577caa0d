"""A look into the bridge's database from outside, while the bridge works."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Protocol

COMING = "SELECT count(*) FROM inbox WHERE state IN ('pending', 'claimed')"
GOING = "SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'parked') AND act IN ('post', 'customer')"
"""Messages on their way. Cards and marks wait for budgets of their own, and hold up nobody."""
STORED = "SELECT count(*) FROM inbox WHERE source = 'slack' AND dedupe >= 'message:{0}:' AND dedupe < 'message:{0};'"


class Look(Protocol):
    """Counts rows; keeps nothing open between two looks."""

    async def count(self, statement: str) -> int:
        """Give the one number that the statement asks for."""
        ...


class SqliteLook:
    """Into a file."""

    def __init__(self, path: Path) -> None:
        """Look into the file at `path`."""
        self._path = path

    async def count(self, statement: str) -> int:
        """Give the one number that the statement asks for."""
        with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=10)) as conn:
            found: int = conn.execute(statement).fetchone()[0]
            return found


class PostgresLook:
    """Into a database on a server."""

    def __init__(self, url: str) -> None:
        """Look into the database at `url`."""
        self._url = url

    async def count(self, statement: str) -> int:
        """Give the one number that the statement asks for."""
        import asyncpg  # noqa: PLC0415 - an optional package

        conn = await asyncpg.connect(self._url)
        try:
            found: int = await conn.fetchval(statement)
        finally:
            await conn.close()
        return found
