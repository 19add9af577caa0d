"""Bodies that are not encoded as they say, and addresses with what is no text: the fault of whoever sent them.

Rules:
1. Who reads such a body and has no answer of its own for it gives 400; nothing of it goes into the log.
2. No id of ours has a NUL or half a character, and PostgreSQL keeps neither in a text: an address with one is that of
   nothing (404), and in its query, names and values, it is refused (400), before anybody looks for it.
   https://www.postgresql.org/docs/current/datatype-character.html
"""

import re
import warnings

from aiohttp import BadContentDispositionHeader, BadContentDispositionParam, web
from aiohttp.typedefs import Handler

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


@web.middleware
async def refusing_undecoded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer in place of whoever could not read a body or an address."""
    if any(map(_NO_TEXT.search, request.match_info.values())):
        raise web.HTTPNotFound
    if any(_NO_TEXT.search(name) or _NO_TEXT.search(value) for name, value in request.query.items()):
        return _refused("The address holds what is no text.")
    try:
        return await handler(request)
    except web.RequestPayloadError:
        return _refused("The body is not encoded as its headers say.")


def _refused(words: str) -> web.Response:
    told = {"error": {"code": "malformed", "message": words}}
    return web.json_response(told, status=400, headers={"Cache-Control": "no-store"})


def hush() -> None:
    """Have aiohttp's readers warn nobody: their warnings quote what was sent, and go past the log."""
    for kind in (BadContentDispositionHeader, BadContentDispositionParam):
        warnings.filterwarnings("ignore", category=kind)
