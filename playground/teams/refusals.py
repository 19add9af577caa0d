"""How Teams says no when something is wrong with it, for `playground.mishaps`; a bad gateway does in HTML."""

from types import MappingProxyType

from aiohttp import web

from playground.faults import Fault, Kind
from playground.mishaps import Refusals
from playground.teams.errors import ConnectorError, ThrottledError

_GATEWAY = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>"


def refusal(error: ConnectorError) -> web.Response:
    """Answer a refusal."""
    return web.json_response(error.body, status=error.status, headers=error.headers)


def _throttled(fault: Fault) -> web.Response:
    return refusal(ThrottledError(fault.retry_after))


def _precondition(_: Fault) -> web.Response:
    return refusal(ConnectorError(412, "PreconditionFailed", "Precondition failed, please try again."))


def _forbidden(_: Fault) -> web.Response:
    return refusal(ConnectorError(403, "Forbidden", "Missing role permissions on the request."))


def _server_error(_: Fault) -> web.Response:
    return refusal(ConnectorError(500, "ServiceError", "An internal error occurred."))


def _bad_gateway(_: Fault) -> web.Response:
    return web.Response(status=502, text=_GATEWAY, content_type="text/html")


REFUSALS = Refusals(
    "teams",
    MappingProxyType(
        {
            Kind.RATE_LIMITED: _throttled,
            Kind.PRECONDITION: _precondition,
            Kind.MISSING_SCOPE: _forbidden,
            Kind.SERVER_ERROR: _server_error,
            Kind.BAD_GATEWAY: _bad_gateway,
        }
    ),
)
