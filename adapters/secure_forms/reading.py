"""What a page sends in, as multipart: read in memory, bounded, and never put on a disk.

`Request.post` would write files to temporary ones; this reads part by part:
https://docs.aiohttp.org/en/stable/multipart.html
"""

import io
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from adapters.attachments.content import HEAD, check_text, clean_name, recognise
from adapters.attachments.pictures import redraw
from adapters.secure_forms.describing import FILE_KINDS
from adapters.unreadable import UNREADABLE
from core.errors import FileRefused, PayloadMalformed, PayloadTooLarge
from core.features.secure_answers import LONGEST, Attached, Wrong

MOST_BYTES = 16_000_000
"""Of one form, files included."""
MOST_PARTS = 60
_LONGEST_TEXT = 4 * LONGEST
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent in: nothing of it is checked but its files, each by its content."""

    given: dict[str, str] = field(default_factory=dict, repr=False)
    files: dict[str, Attached | Wrong] = field(default_factory=dict, repr=False)


async def read_sent(request: web.Request) -> Sent:
    """Read a form.

    Raises:
        PayloadMalformed: it is no form.
        PayloadTooLarge: it is larger than forms are.
    """
    if not request.content_type.startswith("multipart/form-data"):
        raise PayloadMalformed("a form is sent as multipart/form-data")
    if (request.content_length or 0) > MOST_BYTES:
        raise PayloadTooLarge("a form")
    sent, left = Sent(), MOST_BYTES
    try:
        reader = await request.multipart()
        for _ in range(MOST_PARTS):
            part = await reader.next()
            if part is None:
                return sent
            if not isinstance(part, BodyPartReader) or not part.name:
                continue
            data = await _read(part, left if part.filename is not None else min(left, _LONGEST_TEXT))
            left -= len(data)
            await _keep(sent, part, data)
    except UNREADABLE:
        # Without its cause, which may quote what was sent.
        raise PayloadMalformed("a form that can't be read") from None
    raise PayloadMalformed("a form with too many parts")


async def _read(part: BodyPartReader, limit: int) -> bytes:
    pieces = bytearray()
    while piece := await part.read_chunk(_PIECE):
        pieces += piece
        if len(pieces) > limit:
            raise PayloadTooLarge("a part of a form")
    return bytes(pieces)


async def _keep(sent: Sent, part: BodyPartReader, data: bytes) -> None:
    name = part.name or ""
    if part.filename is None:
        sent.given[name] = data.decode("utf-8")
    elif data:  # an empty one is a field in which no file was chosen
        sent.files[name] = await _file(part.filename, data)


async def _file(given_name: str, data: bytes) -> Attached | Wrong:
    """Look at a file's content; pictures are drawn anew, as everywhere."""
    name = clean_name(given_name)
    try:
        content = recognise(name, data[:HEAD], FILE_KINDS)
        if content.kind == "image":
            picture = await redraw(name, content.mime, io.BytesIO(data))
            data = picture.data.getvalue()
        elif content.kind == "text":
            check_text(name, data, is_end=True)
    except FileRefused:
        return Wrong.FILE_TYPE
    return Attached(clean_name(given_name, content.mime), content.mime, data)
