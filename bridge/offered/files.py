"""The bytes of attachments: files in a folder, named by random ids, described by rows.

Rules:
1. A file is written under another name and renamed when it is whole; a row never points at half a file.
2. The name that a person gave is data, never a path.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import IO

from adapters.attachments import admit
from bridge.handlers.mint import Mint
from bridge.store import files
from bridge.store.database import Database
from core.errors import PayloadTooLarge
from core.ids import Contact, FileId
from core.messages import Media
from core.ports import Clock, FileStore
from core.routing.queues import AttachmentRules

PIECE = 64 * 1024


class Files:
    """The file store in a folder."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        mint: Mint,
        clock: Clock,
        named: Callable[[str], str] = lambda name: name,
    ) -> None:
        """Keep files below `folder`, which is made when it is missing; `named` gives a name as it may be kept."""
        self._clock = clock
        self._folder = folder
        self._database = database
        self._mint = mint
        self._named = named
        folder.mkdir(parents=True, exist_ok=True)

    async def admit(
        self, name: str, data: AsyncIterator[bytes], rules: AttachmentRules, owner: Contact | None = None
    ) -> Media:
        """Check a file by its content and keep it. Raises `FileRefused`."""
        taken = await admit(name, data, rules, self, owner)
        return taken.media

    async def put(
        self, name: str, mime: str, data: AsyncIterator[bytes], limit: int, owner: Contact | None = None
    ) -> Media:
        """Keep a file of at most `limit` bytes, and whose it is. Raises `PayloadTooLarge`; then nothing is kept."""
        file = self._mint.file()
        path = self._path(file)
        partial = path.with_suffix(".part")
        try:
            size = await self._write(partial, data, limit)
            await asyncio.to_thread(partial.replace, path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        media = Media(file, self._named(name), mime, size)
        now = self._clock.now()
        await self._database.write(lambda conn: files.add(conn, media, path.name, owner, now))
        return media

    async def _write(self, path: Path, data: AsyncIterator[bytes], limit: int) -> int:
        size = 0
        with await asyncio.to_thread(path.open, "wb") as target:
            async for piece in data:
                size += len(piece)
                if size > limit:
                    raise PayloadTooLarge(f"a file above {limit} bytes")
                await asyncio.to_thread(target.write, piece)
            await asyncio.to_thread(_flush, target)
        return size

    async def open(self, file: FileId) -> tuple[Media, AsyncIterator[bytes]]:
        """Give a file and its bytes. Raises `KeyError` when it is not there."""
        row = await self._database.read(lambda conn: files.get(conn, file))
        path = self._path(file)
        if row is None or not await asyncio.to_thread(path.is_file):
            raise KeyError(file)
        return row.media, self._pieces(path)

    async def read(self, file: FileId) -> bytes:
        """Give all bytes of a file. Raises `KeyError` when it is not there."""
        _, pieces = await self.open(file)
        return b"".join([piece async for piece in pieces])

    async def forget(self, file: FileId) -> None:
        """Keep a file no longer; one that is gone already is done."""
        path = self._path(file)
        await asyncio.to_thread(path.unlink, missing_ok=True)
        await self._database.write(lambda conn: files.remove(conn, file))

    async def erase(self, file: FileId) -> None:
        """Overwrite the bytes of a file and take it away; one that is gone is gone."""
        await asyncio.to_thread(_erase, self._path(file))

    async def _pieces(self, path: Path) -> AsyncIterator[bytes]:
        with await asyncio.to_thread(path.open, "rb") as source:
            while piece := await asyncio.to_thread(source.read, PIECE):
                yield piece

    def _path(self, file: FileId) -> Path:
        return self._folder / file


def _flush(target: IO[bytes]) -> None:
    """Bring the bytes to the disk before anything says that they are kept."""
    target.flush()
    os.fsync(target.fileno())


def _erase(path: Path) -> None:
    try:
        with path.open("r+b") as target:
            left = path.stat().st_size
            while left > 0:
                left -= target.write(bytes(min(left, PIECE)))
            _flush(target)
        path.unlink()
    except FileNotFoundError:
        return


_: type[FileStore] = Files
