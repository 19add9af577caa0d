"""How Meta says no when something is wrong with it, for `playground.mishaps`; a bad gateway does in HTML."""

from collections.abc import Callable
from types import MappingProxyType

from aiohttp import web

from playground.faults import Fault, Kind
from playground.meta.errors import GraphError, whatsapp
from playground.mishaps import Refusals

_GATEWAY = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>"


def refusal(error: GraphError) -> web.Response:
    """Answer a refusal."""
    # The header is one that every refusal has (https://developers.facebook.com/docs/graph-api/guides/error-handling).
    said = f'OAuth "Facebook Platform" "invalid_request" "{error.message[:200]}"'
    headers = {
        "WWW-Authenticate": said.encode("ascii", "replace").decode(),
        "Cache-Control": "no-store",
        **error.headers,
    }
    return web.json_response(error.body, status=error.status, headers=headers)


def rate_limited(*, is_whatsapp: bool) -> GraphError:
    """Refuse a call too many."""
    if is_whatsapp:
        return whatsapp(
            130429, "Message failed to send because there were too many messages sent from this phone number."
        )
    # https://developers.facebook.com/docs/messenger-platform/error-codes (613)
    return GraphError(613, "(#613) Calls to this api have exceeded the rate limit.")


def _throttled(_: Fault, *, is_whatsapp: bool) -> web.Response:
    """Neither page says that Retry-After is sent: it isn't."""
    return refusal(rate_limited(is_whatsapp=is_whatsapp))


def _server_error(_: Fault, *, is_whatsapp: bool) -> web.Response:
    if is_whatsapp:
        return refusal(whatsapp(131000, "Message failed to send due to an unknown error."))
    error = GraphError(2, "An unexpected error has occurred. Please retry your request later.", status=500)
    error.transient = True
    return refusal(error)


def _outage(_: Fault, *, is_whatsapp: bool) -> web.Response:
    if is_whatsapp:
        return refusal(whatsapp(131016, "A service is temporarily unavailable."))
    error = GraphError(2, "Service temporarily unavailable", status=503)
    error.transient = True
    return refusal(error)


def _forbidden(_: Fault, *, is_whatsapp: bool) -> web.Response:
    if is_whatsapp:
        return refusal(whatsapp(10, "The app does not have the permission whatsapp_business_messaging."))
    return refusal(GraphError(200, "(#200) Requires pages_messaging permission to manage the object", status=403))


def _bad_gateway(_: Fault) -> web.Response:
    return web.Response(status=502, text=_GATEWAY, content_type="text/html")


def _of(*, is_whatsapp: bool) -> Refusals:
    def said(answer: Callable[..., web.Response]) -> Callable[[Fault], web.Response]:
        def say(fault: Fault) -> web.Response:
            return answer(fault, is_whatsapp=is_whatsapp)

        return say

    answers = {
        Kind.RATE_LIMITED: said(_throttled),
        Kind.SERVER_ERROR: said(_server_error),
        Kind.BAD_GATEWAY: _bad_gateway,
        Kind.MISSING_SCOPE: said(_forbidden),
        Kind.OUTAGE: said(_outage),
    }
    return Refusals("meta", MappingProxyType(answers))


MESSENGER, WHATSAPP = _of(is_whatsapp=False), _of(is_whatsapp=True)
