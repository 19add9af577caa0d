"""How Slack says no when something is wrong with it, for `playground.mishaps`."""

from types import MappingProxyType

from aiohttp import web

from playground.faults import Fault, Kind
from playground.mishaps import Refusals


def rate_limited(retry_after: int) -> web.Response:
    """Answer as Slack does over a limit (https://docs.slack.dev/apis/web-api/rate-limits)."""
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers={"Retry-After": str(retry_after)})


def _server_error(_: Fault) -> web.Response:
    return web.Response(status=500, text="Internal Server Error")


def _bad_gateway(_: Fault) -> web.Response:
    return web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>", content_type="text/html")


def _missing_scope(_: Fault) -> web.Response:
    # https://docs.slack.dev/reference/methods/conversations.replies#errors
    return web.json_response({"ok": False, "error": "missing_scope", "needed": "channels:history", "provided": ""})


REFUSALS = Refusals(
    "slack",
    MappingProxyType(
        {
            Kind.RATE_LIMITED: lambda fault: rate_limited(fault.retry_after),
            Kind.SERVER_ERROR: _server_error,
            Kind.BAD_GATEWAY: _bad_gateway,
            Kind.MISSING_SCOPE: _missing_scope,
        }
    ),
)
