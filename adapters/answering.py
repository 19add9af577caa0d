"""How a vendor's request is answered: as it was taken, or so that the vendor comes again, or is refused.

Not an adapter: the shared part of the channels that are called by their vendor.

Rules:
1. What could not be stored is answered by 500, what there is no room for by 503 and when to come again; what is not
   the vendor's by 403. What was asked wrongly has a status of its own.
2. Nothing of a request is logged but its path, and why it was refused in words of ours.
"""

import math
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from core.errors import InboundRejected, Overloaded, SignatureInvalid
from core.ids import ChannelName

log = structlog.get_logger(__name__)


async def answered(
    vendor: str, channel: ChannelName, request: web.Request, take: Callable[[web.Request], Awaitable[web.Response]]
) -> web.Response:
    """Have a request taken, and give the answer; lines in the log begin with the vendor's name."""
    refused, lost = f"{vendor}_request_refused", f"{vendor}_request_not_stored"
    try:
        return await take(request)
    except Overloaded as refusal:
        headers = {"Retry-After": str(math.ceil(refusal.retry_after))}
        return web.Response(status=refusal.http_status, headers=headers)
    except InboundRejected as refusal:
        log.warning(refused, channel=channel, path=request.path, why=refusal.detail)
        return web.Response(status=403 if isinstance(refusal, SignatureInvalid) else refusal.http_status)
    except Exception as error:  # noqa: BLE001 - whatever it was: not stored, so the vendor must come again
        log.error(lost, channel=channel, path=request.path, error=type(error).__name__)  # noqa: TRY400 - a traceback may hold what was written
        return web.Response(status=500)
