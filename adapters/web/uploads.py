"""Taking in a visitor's file.

Rules:
1. The size is counted while the bytes come in; at one byte too many the answer is given and the rest is not read.
2. Nothing is kept until the content has been recognised; pictures are kept as drawn anew.
3. The limits are those of the queue for which the visitor's session was made.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO
from urllib.parse import unquote

from aiohttp import BodyPartReader, web

from adapters.web.answers import Refusal
from adapters.web.content import HEAD, Content, check_text, clean_name, recognise
from adapters.web.pictures import redraw
from core.errors import PayloadTooLarge
from core.messages import Media
from core.ports import FileStore
from core.routing.queues import AttachmentRules

_PIECE = 64 * 1024
_IN_MEMORY = 1_000_000
_MULTIPART_HEADS = 10_000


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was taken; width and height for pictures."""

    media: Media
    width: int | None = None
    height: int | None = None


async def take_upload(request: web.Request, rules: AttachmentRules, files: FileStore) -> Stored:
    """Read, check and keep the one file of a request.

    Raises:
        Refusal: too large, empty, of a kind that may not pass, or not readable as an upload.
    """
    if rules.max_files == 0:
        raise Refusal(415, "no_files", "No files can be sent here.")
    given_name, pieces = await _source(request)
    name = clean_name(given_name)
    if request.content_length is not None and request.content_length > rules.max_size + _MULTIPART_HEADS:
        raise _too_large(name, rules.max_size)
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        await _receive(name, pieces, spool, rules.max_size)
        spool.seek(0)
        content = recognise(name, spool.read(HEAD), rules.types)
        return await _keep(clean_name(given_name, content.mime), content, spool, rules, files)


async def _source(request: web.Request) -> tuple[str, AsyncIterator[bytes]]:
    if not request.content_type.startswith("multipart/"):
        name = unquote(request.headers.get("X-File-Name", "file"))
        return name, request.content.iter_chunked(_PIECE)
    reader = await request.multipart()
    async for part in reader:
        if isinstance(part, BodyPartReader) and part.filename is not None:
            return part.filename, _pieces_of(part)
    raise Refusal(400, "no_file", "The request holds no file. Send one part with a file name.")


async def _pieces_of(part: BodyPartReader) -> AsyncIterator[bytes]:
    while piece := await part.read_chunk(_PIECE):
        yield piece


async def _receive(name: str, pieces: AsyncIterator[bytes], spool: IO[bytes], limit: int) -> None:
    size = 0
    async for piece in pieces:
        size += len(piece)
        if size > limit:
            raise _too_large(name, limit)
        spool.write(piece)
    if size == 0:
        raise Refusal(400, "empty", f"“{name}” is empty.")


async def _keep(name: str, content: Content, spool: IO[bytes], rules: AttachmentRules, files: FileStore) -> Stored:
    if content.kind == "image":
        picture = await redraw(name, content.mime, spool)
        media = await _put(name, content.mime, picture.data, rules, files)
        return Stored(media, picture.width, picture.height)
    spool.seek(0)
    if content.kind == "text":
        check_text(name, spool.read(), is_end=True)
        spool.seek(0)
    return Stored(await _put(name, content.mime, spool, rules, files))


async def _put(name: str, mime: str, data: IO[bytes], rules: AttachmentRules, files: FileStore) -> Media:
    try:
        return await files.put(name, mime, _read(data), rules.max_size)
    except PayloadTooLarge:
        raise _too_large(name, rules.max_size) from None


async def _read(data: IO[bytes]) -> AsyncIterator[bytes]:
    while piece := data.read(_PIECE):
        yield piece


def _too_large(name: str, limit: int) -> Refusal:
    return Refusal(413, "too_large", f"“{name}” is too large. Files can be up to {limit / 1_000_000:g} MB.")
