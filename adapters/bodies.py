"""The body of a request that a vendor, or anybody, sends us: read up to a limit, and no byte more.

Not an adapter: the shared part of all that take requests.
"""

from collections.abc import AsyncIterator

from aiohttp import web

from core.errors import PayloadMalformed, PayloadTooLarge


async def read_body(request: web.Request, limit: int) -> bytes:
    """Read a body of at most `limit` bytes, whatever length was announced.

    Raises:
        PayloadTooLarge: it is longer, or says so.
        PayloadMalformed: it is not encoded as it says.
    """
    if (request.content_length or 0) > limit:
        raise PayloadTooLarge(f"announced {request.content_length} bytes")
    body = bytearray()
    async for piece in _pieces_of(request):
        body += piece
        if len(body) > limit:
            raise PayloadTooLarge(f"more than {limit} bytes")
    return bytes(body)


async def _pieces_of(request: web.Request) -> AsyncIterator[bytes]:
    try:
        async for piece in request.content.iter_any():
            yield piece
    except web.RequestPayloadError:
        raise PayloadMalformed("the body is not encoded as it says") from None
