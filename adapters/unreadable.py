"""How aiohttp tells that it can't read what was sent: a body of several parts, a form, something compressed.

Rule: whoever catches these says that the request is malformed, and nothing of what was sent.
https://docs.aiohttp.org/en/stable/multipart.html
"""

from collections.abc import AsyncIterator

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from core.errors import PayloadMalformed

UNREADABLE = (AssertionError, HttpProcessingError, LookupError, RuntimeError, ValueError, web.RequestPayloadError)
"""What its readers raise."""


async def pieces_of(request: web.Request) -> AsyncIterator[bytes]:
    """Give a body as it comes, piece by piece.

    Raises:
        PayloadMalformed: it is not encoded as it says.
    """
    try:
        async for piece in request.content.iter_any():
            yield piece
    except web.RequestPayloadError:
        raise PayloadMalformed("the body is not encoded as it says") from None
