"""What is said where a request can't be answered now: to come again, and when.

Rules:
1. A handler that found the storage away, or too much waiting for it, and has no words of its own for that, is answered
   for by 503 and `Retry-After` (https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4): it is nobody's fault for good.
2. An answer that has begun can't be changed any more; it breaks off.
3. Whoever waits in a browser reads a sentence, not JSON.
"""

from math import ceil

import structlog
from aiohttp import ClientConnectionResetError, web
from aiohttp.typedefs import Handler

from bridge.delivery.trouble import is_of_storage
from bridge.offered.storage import AGAIN
from core.errors import Overloaded
from core.features.transcript_pages import STYLE_HASH, page

_TITLE, _WORDS = "One moment, please", "We are very busy. Please try again in a moment."

log = structlog.get_logger(__name__)


@web.middleware
async def telling_when_busy(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer in place of whoever could not for now."""
    try:
        return await handler(request)
    except ClientConnectionResetError:
        raise
    except Exception as error:
        if not is_of_storage(error) or request.writer.output_size > 0:
            raise
        log.warning("request_put_off", why=type(error).__name__)
        return come_again(request, error.retry_after if isinstance(error, Overloaded) else AGAIN)


def come_again(request: web.Request, seconds: float) -> web.Response:
    """Say that it can't be done now, and when to come again."""
    return told(request, 503, ("overloaded", _TITLE, _WORDS), seconds)


def told(
    request: web.Request, status: int, words: tuple[str, str, str], seconds: float, ancestors: str = "'none'"
) -> web.Response:
    """Tell a program by JSON and a person by a page to come again; `words` are a code, a head and a sentence."""
    code, title, sentence = words
    headers = {"Retry-After": str(max(1, ceil(seconds))), "Cache-Control": "no-store"}
    if "text/html" not in request.headers.get("Accept", ""):
        body = {"error": {"code": code, "message": sentence}}
        return web.json_response(body, status=status, headers=headers)
    policy = f"default-src 'none'; style-src '{STYLE_HASH}'; base-uri 'none'; form-action 'none'"
    headers["Content-Security-Policy"] = f"{policy}; frame-ancestors {ancestors}"
    text = page(title, f"<p>{sentence}</p>")
    return web.Response(status=status, text=text, headers=headers, content_type="text/html", charset="utf-8")
