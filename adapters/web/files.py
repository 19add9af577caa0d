"""Names and addresses of files that a visitor may use: whose upload it was, and until when a link works.

Rules:
1. The id that an upload gives is signed for its visitor: nobody can attach somebody else's file to a message.
2. An address of a file is signed for the file, its contact and its time; a copied link dies with it.
3. Nothing is served in a way that a browser would run: attachment, nosniff, a sandbox without scripts.
"""

from datetime import timedelta
from urllib.parse import quote

from aiohttp import web
from aiohttp.hdrs import METH_HEAD

from adapters.web.answers import Refusal
from adapters.web.ids import Visitor
from adapters.web.sessions import Signer
from core.ids import ExternalRef, FileId
from core.messages import Media
from core.ports import Clock, FileStore

SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}
_MOST_DIGITS = 12


class Tickets:
    """Signed ids of uploads, and signed addresses of downloads."""

    def __init__(self, signer: Signer, base_path: str, lifetime: timedelta, clock: Clock) -> None:
        self._signer = signer
        self._base_path = base_path
        self._lifetime = lifetime
        self._clock = clock

    def upload_id(self, file: FileId, visitor: Visitor) -> str:
        """Give the id by which the visitor may attach the file."""
        return f"{file}~{self._signer.sign('upload', file, visitor.contact)}"

    def uploaded(self, upload_id: str, visitor: Visitor) -> FileId | None:
        """Give the file behind an upload's id; None when it isn't this visitor's."""
        file, _, signature = upload_id.rpartition("~")
        is_theirs = bool(file) and self._signer.is_good(signature, "upload", file, visitor.contact)
        return FileId(file) if is_theirs else None

    def address(self, media: Media, contact: ExternalRef) -> str:
        """Give the address at which the contact can load the file for a time."""
        until = str(int((self._clock.now() + self._lifetime).timestamp()))
        signature = self._signer.sign("download", media.file, contact, until)
        owner = quote(contact, safe="")
        name = quote(media.name, safe="")
        return f"{self._base_path}/widget/files/{quote(media.file, safe='')}/{name}?sig={until}.{owner}.{signature}"

    def allows(self, file: str, signature: str) -> bool:
        """Tell whether a signature opens a file now."""
        until, _, rest = signature.partition(".")
        owner, _, signed = rest.rpartition(".")
        if not self._signer.is_good(signed, "download", file, owner, until):
            return False
        return _is_time(until) and int(until) > self._clock.now().timestamp()


def _is_time(text: str) -> bool:
    """Tell whether it counts seconds; Python reads no number of more than 4,300 digits, and time has eleven at most."""
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


async def download(request: web.Request, files: FileStore, tickets: Tickets) -> web.StreamResponse:
    """Serve one file.

    Raises:
        Refusal: the link is wrong or old, or the file is gone.
    """
    file = request.match_info["file"]
    if not tickets.allows(file, request.query.get("sig", "")):
        raise Refusal(403, "link_invalid", "This link doesn't work any more. Open the chat again for a new one.")
    try:
        media, chunks = await files.open(FileId(file))
    except KeyError:
        raise Refusal(404, "file_gone", "This file isn't kept any more.") from None
    headers = {
        **SAFE_HEADERS,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(media.name, safe='')}",
        "Content-Length": str(media.size),
    }
    response = web.StreamResponse(headers=headers)
    response.content_type = media.mime
    if media.mime == "text/plain":
        response.charset = "utf-8"
    await response.prepare(request)
    if request.method != METH_HEAD:
        async for chunk in chunks:
            await response.write(chunk)
    await response.write_eof()
    return response
