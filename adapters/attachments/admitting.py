"""Taking in a file: counted while it comes in, recognised by its content, pictures drawn anew, then kept.

Rules:
1. At one byte too many it is refused and the rest is not read.
2. Nothing is kept until the content has been recognised.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from adapters.attachments.content import HEAD, Content, check_text, clean_name, recognise
from adapters.attachments.pictures import redraw
from core.errors import FileRefused, PayloadTooLarge
from core.ids import Contact
from core.messages import Media
from core.ports import FileStore
from core.routing.queues import AttachmentRules

_PIECE = 64 * 1024
_IN_MEMORY = 1_000_000


@dataclass(frozen=True, slots=True)
class _Owned:
    """Where a file is to be kept, and whose it is."""

    store: FileStore
    owner: Contact | None


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that was taken; width and height for pictures."""

    media: Media
    width: int | None = None
    height: int | None = None


async def admit(
    given_name: str,
    pieces: AsyncIterator[bytes],
    rules: AttachmentRules,
    files: FileStore,
    owner: Contact | None = None,
) -> Admitted:
    """Receive, check and keep one file, a customer's with whose it is.

    Raises:
        FileRefused: too large, empty, or of a kind that may not pass.
    """
    if rules.max_files == 0:
        raise FileRefused(415, "no_files", "No files can be sent here.")
    name = clean_name(given_name)
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        await _receive(name, pieces, spool, rules.max_size)
        spool.seek(0)
        content = recognise(name, spool.read(HEAD), rules.types)
        return await _keep(clean_name(given_name, content.mime), content, spool, rules, _Owned(files, owner))


async def _receive(name: str, pieces: AsyncIterator[bytes], spool: IO[bytes], limit: int) -> None:
    size = 0
    async for piece in pieces:
        size += len(piece)
        if size > limit:
            raise too_large(name, limit)
        spool.write(piece)
    if size == 0:
        raise FileRefused(400, "empty", f"“{name}” is empty.")


async def _keep(name: str, content: Content, spool: IO[bytes], rules: AttachmentRules, files: _Owned) -> Admitted:
    if content.kind == "image":
        picture = await redraw(name, content.mime, spool)
        media = await _put(name, content.mime, picture.data, rules, files)
        return Admitted(media, picture.width, picture.height)
    spool.seek(0)
    if content.kind == "text":
        check_text(name, spool.read(), is_end=True)
        spool.seek(0)
    return Admitted(await _put(name, content.mime, spool, rules, files))


async def _put(name: str, mime: str, data: IO[bytes], rules: AttachmentRules, files: _Owned) -> Media:
    try:
        return await files.store.put(name, mime, _read(data), rules.max_size, files.owner)
    except PayloadTooLarge:
        raise too_large(name, rules.max_size) from None


async def _read(data: IO[bytes]) -> AsyncIterator[bytes]:
    while piece := data.read(_PIECE):
        yield piece


def too_large(name: str, limit: int) -> FileRefused:
    """Refuse a file above the limit, in bytes."""
    return FileRefused(413, "too_large", f"“{name}” is too large. Files can be up to {limit / 1_000_000:g} MB.")
