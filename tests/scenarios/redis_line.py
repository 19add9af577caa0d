"""The way to a Redis, which can be cut, fall silent, or lose one answer; the server behind it goes on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from enum import StrEnum, auto
from urllib.parse import urlsplit

from tests.servers import free_port

_MOST = 65_536


class Fate(StrEnum):
    """What becomes of a command that is watched for."""

    UNSENT = auto()
    """It never reaches the server."""
    UNANSWERED = auto()
    """The server carries it out, and its answer is lost."""


class RedisLine:
    """Stands between the bridge and a Redis."""

    def __init__(self, server: str) -> None:
        """Take the server's address, and a port for ourselves."""
        self._there = urlsplit(server)
        self._port = free_port()
        self._listening: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self._watched: tuple[bytes, Fate] | None = None
        self._loses_answer = False
        self._goes_on = asyncio.Event()
        self._goes_on.set()

    @property
    def url(self) -> str:
        """Give the address at which the bridge finds it."""
        return f"redis://127.0.0.1:{self._port}{self._there.path}"

    async def opens(self) -> None:
        """Let connections through, from now on or again; of what was said meanwhile nothing is passed on."""
        self._abort()
        self._watched, self._loses_answer = None, False
        self._goes_on.set()
        if self._listening is None:
            self._listening = await asyncio.start_server(self._joins, "127.0.0.1", self._port)

    async def is_cut(self) -> None:
        """End all connections and refuse new ones, as a machine does whose Redis is gone."""
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.close()
        self._abort()

    def falls_silent(self) -> None:
        """Take connections and what is said on them, and pass nothing on, as a network does that drops packets."""
        self._goes_on.clear()

    def cuts_at(self, command: str, fate: Fate) -> None:
        """Cut the line when this command comes by."""
        self._watched = (command.encode(), fate)

    def _abort(self) -> None:
        for end in self._ends:
            end.transport.abort()

    async def _joins(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, server = await asyncio.open_connection(self._there.hostname, self._there.port)
        self._ends |= {writer, server}
        with suppress(OSError):
            await asyncio.gather(self._asks(reader, server), self._answers(answers, writer))
        for end in (writer, server):
            self._ends.discard(end)
            end.close()

    async def _asks(self, reader: asyncio.StreamReader, server: asyncio.StreamWriter) -> None:
        while data := await reader.read(_MOST):
            await self._goes_on.wait()
            command, fate = self._watched or (b"", Fate.UNSENT)
            if command and command in data.upper():
                if fate is Fate.UNSENT:
                    await self.is_cut()
                    return
                self._loses_answer = True
            if server.is_closing():
                return
            server.write(data)
            await server.drain()
        server.close()

    async def _answers(self, server: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await server.read(_MOST):
            if self._loses_answer:
                await self.is_cut()
                return
            writer.write(data)
            await writer.drain()
        writer.close()


@asynccontextmanager
async def a_line(server: str) -> AsyncIterator[RedisLine]:
    """Open a way to a server, for the length of the block."""
    line = RedisLine(server)
    await line.opens()
    try:
        yield line
    finally:
        await line.is_cut()
