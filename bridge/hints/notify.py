"""Hints over PostgreSQL's LISTEN and NOTIFY: for installations without Redis, and while Redis is lost.

Rules:
1. One connection a process, beside the pool, listens and notifies. A pooler between us and PostgreSQL must be in
   session mode, or there is nothing to hear.
2. A text is shorter than 8,000 bytes: https://www.postgresql.org/docs/current/sql-notify.html.
3. The channel belongs to the database, so that two installations never hear each other.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy import URL

from bridge.hints.port import Carrier, Hear, Link

CHANNEL = "deskbridge_hints"
PATIENCE = 2.0
"""Seconds for connecting; how long a text may take is the line's to say."""


class NotifyCarrier:
    """Connects to PostgreSQL."""

    name = "notify"
    most_bytes = 7_900
    lost: tuple[type[Exception], ...] = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError)

    def __init__(self, url: URL) -> None:
        """Take the database's address."""
        self._dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Link]:
        """Connect and listen; texts published from then on are heard."""
        connection = await asyncpg.connect(self._dsn, timeout=PATIENCE)
        try:
            link = NotifyLink(connection)
            async with asyncio.timeout(PATIENCE):
                await connection.add_listener(CHANNEL, link.heard)
            yield link
        finally:
            connection.terminate()  # nothing is lost by it, and it never waits


class NotifyLink:
    """One connection that listens and notifies."""

    def __init__(self, connection: "asyncpg.Connection") -> None:
        """Take the connection."""
        self._connection = connection
        self._turn = asyncio.Lock()  # the driver takes one statement at a time
        self._came: asyncio.Queue[str] = asyncio.Queue()
        self._ended = asyncio.Event()
        connection.add_termination_listener(lambda *_: self._ended.set())

    def heard(self, _connection: object, _pid: int, _channel: str, text: str) -> None:
        """Take a text from the driver."""
        self._came.put_nowait(text)

    async def publish(self, text: str) -> None:
        """Notify all who listen, this process included."""
        async with self._turn:
            await self._connection.execute("SELECT pg_notify($1, $2)", CHANNEL, text)

    async def listen(self, hear: Hear) -> None:
        """Hand over what comes, until the connection is lost."""
        ended = asyncio.create_task(self._ended.wait())
        try:
            while not self._ended.is_set():
                coming = asyncio.create_task(self._came.get())
                await asyncio.wait({coming, ended}, return_when=asyncio.FIRST_COMPLETED)
                if not coming.done():
                    coming.cancel()
                    return
                hear(coming.result())
                while not self._came.empty():
                    hear(self._came.get_nowait())
        finally:
            ended.cancel()


_: type[Carrier] = NotifyCarrier
