"""A visitor's upload, as a request: where the file's name and bytes are in it.

What may pass, and the counting of bytes, is `adapters.attachments`'; the limits are those of the queue for which the
visitor's session was made.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import unquote

from aiohttp import BodyPartReader, StreamReader, web

from adapters.attachments.admitting import Admitted, admit, too_large
from adapters.attachments.content import clean_name
from adapters.unreadable import UNREADABLE
from core.errors import FileRefused
from core.ids import Contact
from core.ports import FileStore
from core.routing.queues import AttachmentRules

_PIECE = 64 * 1024
_MULTIPART_HEADS = 10_000


async def take_upload(request: web.Request, rules: AttachmentRules, files: FileStore, owner: Contact) -> Admitted:
    """Read, check and keep the one file of a request, and whose it is.

    Raises:
        FileRefused: too large, empty, of a kind that may not pass, or not readable as an upload.
    """
    given_name, pieces = await _source(request)
    if request.content_length is not None and request.content_length > rules.max_size + _MULTIPART_HEADS:
        raise too_large(clean_name(given_name), rules.max_size)
    return await admit(given_name, pieces, rules, files, owner)


async def _source(request: web.Request) -> tuple[str, AsyncIterator[bytes]]:
    if not request.content_type.startswith("multipart/"):
        name = unquote(request.headers.get("X-File-Name", "file"))
        return name, _pieces_of(request.content)
    try:
        reader = await request.multipart()
        async for part in reader:
            if isinstance(part, BodyPartReader) and part.filename is not None:
                return part.filename, _pieces_of(part)
    except UNREADABLE:
        raise _unreadable() from None  # without its cause, which may quote what was sent
    raise FileRefused(400, "no_file", "The request holds no file. Send one part with a file name.")


async def _pieces_of(source: BodyPartReader | StreamReader) -> AsyncIterator[bytes]:
    read = source.read_chunk if isinstance(source, BodyPartReader) else source.read
    while piece := await _piece(read):
        yield piece


async def _piece(read: Callable[[int], Awaitable[bytes]]) -> bytes:
    try:
        return await read(_PIECE)
    except UNREADABLE:
        raise _unreadable() from None


def _unreadable() -> FileRefused:
    return FileRefused(400, "unreadable", "The request can't be read. Send the file again.")
