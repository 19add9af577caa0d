"""How Twilio says no when something is wrong with it, for `playground.mishaps`; a bad gateway does in HTML."""

from types import MappingProxyType

from aiohttp import web

from playground.faults import Fault, Kind
from playground.mishaps import Refusals
from playground.twilio.errors import TwilioError

_GATEWAY = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>"


def refusal(error: TwilioError) -> web.Response:
    """Answer a refusal."""
    return web.json_response(error.body, status=error.status, headers=error.headers)


def _throttled(fault: Fault) -> web.Response:
    """https://www.twilio.com/docs/api/errors/20429; that the answer says when to come back is unverified."""
    error = TwilioError(20429)
    error.headers = {"Retry-After": str(fault.retry_after)}
    return refusal(error)


def _server_error(_: Fault) -> web.Response:
    return refusal(TwilioError(20500))


def _outage(_: Fault) -> web.Response:
    return refusal(TwilioError(20503))


def _forbidden(_: Fault) -> web.Response:
    return refusal(TwilioError(20003))


def _bad_gateway(_: Fault) -> web.Response:
    return web.Response(status=502, text=_GATEWAY, content_type="text/html")


REFUSALS = Refusals(
    "twilio",
    MappingProxyType(
        {
            Kind.RATE_LIMITED: _throttled,
            Kind.SERVER_ERROR: _server_error,
            Kind.BAD_GATEWAY: _bad_gateway,
            Kind.MISSING_SCOPE: _forbidden,
            Kind.OUTAGE: _outage,
        }
    ),
)
