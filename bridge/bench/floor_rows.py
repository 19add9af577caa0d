"""Where the floors keep their rows: whatever came while the last commit was under way goes into the next one.

- `SqliteRows`: WAL, synchronous=FULL, one thread that writes.
- `PostgresRows`: asyncpg, two writers, a commit by one `INSERT ... SELECT unnest`.
"""

import asyncio
import queue
import sqlite3
import threading
from pathlib import Path
from typing import Any

Job = tuple[str, tuple[object, ...], "asyncio.Future[None] | None"]

TABLES = """
PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
CREATE TABLE inbox (id INTEGER PRIMARY KEY, key TEXT UNIQUE, body BLOB, at REAL);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, key TEXT UNIQUE, body BLOB, sent INTEGER NOT NULL DEFAULT 0);
"""
TAKE = "INSERT INTO inbox (key, body, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
SEND = "INSERT INTO outbox (key, body) VALUES (?, ?) ON CONFLICT DO NOTHING"
SENT = "UPDATE outbox SET sent = 1 WHERE key = ?"

POSTGRES_TABLE = """
CREATE TABLE floor_inbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key text UNIQUE, body bytea, at float8)
"""
POSTGRES_TAKE = """
INSERT INTO floor_inbox (key, body, at)
SELECT * FROM unnest($1::text[], $2::bytea[], $3::float8[]) ON CONFLICT DO NOTHING
"""
POSTGRES_WRITERS = 2


class SqliteRows:
    """The thread that writes: everything that waits goes into one commit."""

    def __init__(self, path: Path) -> None:
        self._waiting: queue.SimpleQueue[list[Job]] = queue.SimpleQueue()
        self._path = path
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._run, daemon=True).start()

    async def write(self, *statements: tuple[str, tuple[object, ...]]) -> None:
        """Return when these rows are on the disk."""
        done = self._loop.create_future()
        last = len(statements) - 1
        self._waiting.put([(sql, row, done if at == last else None) for at, (sql, row) in enumerate(statements)])
        await done

    def _run(self) -> None:
        connection = sqlite3.connect(self._path, isolation_level=None)
        connection.executescript(TABLES)
        while True:
            jobs = self._waiting.get()
            while not self._waiting.empty():
                jobs += self._waiting.get()
            connection.execute("BEGIN IMMEDIATE")
            for sql in (TAKE, SEND, SENT):
                connection.executemany(sql, [row for one, row, _ in jobs if one == sql])
            connection.execute("COMMIT")
            self._loop.call_soon_threadsafe(_finish, [done for _, _, done in jobs if done is not None])


def _finish(waiting: list["asyncio.Future[None]"]) -> None:
    for done in waiting:
        if not done.done():
            done.set_result(None)


class PostgresRows:
    """Two writers, each of which takes everything that waits."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self._waiting: list[tuple[tuple[object, ...], asyncio.Future[None]]] = []
        self._some = asyncio.Event()
        self._writers = [asyncio.ensure_future(self._run()) for _ in range(POSTGRES_WRITERS)]

    @classmethod
    async def open(cls, url: str) -> "PostgresRows":
        """Connect, and make the table."""
        import asyncpg  # noqa: PLC0415 - an optional package, this floor's alone

        pool = await asyncpg.create_pool(url, min_size=POSTGRES_WRITERS, max_size=POSTGRES_WRITERS)
        await pool.execute(POSTGRES_TABLE)
        return cls(pool)

    async def write(self, *statements: tuple[str, tuple[object, ...]]) -> None:
        """Return when these rows are on the disk."""
        ((_, row),) = statements
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((row, done))
        self._some.set()
        await done

    async def _run(self) -> None:
        while True:
            await self._some.wait()
            jobs, self._waiting = self._waiting, []
            self._some.clear()
            if jobs:
                await self._pool.execute(
                    POSTGRES_TAKE, *(list(column) for column in zip(*(row for row, _ in jobs), strict=True))
                )
                _finish([done for _, done in jobs])
