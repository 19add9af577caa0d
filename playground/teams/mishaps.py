"""Where a fault that was asked for happens to a request of the bot.

Rules: one fault a request; what is lost after acceptance has been done; every request is noted for the inspector,
lost ones with status 0; a bad gateway answers HTML, as gateways do. It deliberately does not choose: `faults` holds
what was asked for.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from playground.faults import Fault, Kind
from playground.teams.errors import ConnectorError, ThrottledError

if TYPE_CHECKING:
    from playground.teams.world import Teams

HANG_SECONDS = 120.0
_LOST_ANSWER = frozenset({Kind.RESET, Kind.RESET_AFTER_ACCEPT, Kind.TIMEOUT_AFTER_ACCEPT})
_GATEWAY = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>"

Note = Callable[[int, str], None]  # status, and what to add to the summary
Work = Callable[[], Awaitable[web.StreamResponse]]


async def around(teams: "Teams", name: str, request: web.Request, work: Work, note: Note) -> web.StreamResponse:
    """Do `work` for the request called `name`, or what a fault makes of it."""
    fault = teams.faults.take("teams", name)
    if fault is None:
        return await _plainly(work, note, "")
    said = f" (fault: {fault.kind})"
    if fault.kind is Kind.DELAY:
        await teams.clock.sleep_until(teams.clock.now() + fault.delay_ms / 1000)
        return await _plainly(work, note, said)
    if fault.kind is Kind.SLOW_ANSWER:
        response = await _plainly(work, note, said)
        await teams.clock.sleep_until(teams.clock.now() + fault.delay_ms / 1000)
        return response
    instead = _instead(fault)
    if instead:
        note(instead.status, said)
        return instead
    if fault.kind is not Kind.RESET:
        await work()
    note(0, said)
    return await _lose(teams, request, fault)


def refusal(error: ConnectorError) -> web.Response:
    """Answer a refusal."""
    return web.json_response(error.body, status=error.status, headers=error.headers)


async def _plainly(work: Work, note: Note, said: str) -> web.StreamResponse:
    try:
        response = await work()
    except web.HTTPException as no:
        note(no.status, said)
        raise
    note(response.status, said)
    return response


def _instead(fault: Fault) -> web.Response | None:
    """Answer for Teams where the fault keeps the request from being carried out."""
    match fault.kind:
        case Kind.RATE_LIMITED:
            return refusal(ThrottledError(fault.retry_after))
        case Kind.PRECONDITION:
            return refusal(ConnectorError(412, "PreconditionFailed", "Precondition failed, please try again."))
        case Kind.MISSING_SCOPE:
            return refusal(ConnectorError(403, "Forbidden", "Missing role permissions on the request."))
        case Kind.SERVER_ERROR:
            return refusal(ConnectorError(500, "ServiceError", "An internal error occurred."))
        case Kind.BAD_GATEWAY:
            return web.Response(status=502, text=_GATEWAY, content_type="text/html")
        case kind if kind in _LOST_ANSWER:
            return None
        case _:
            return web.Response(status=503, text="Service Unavailable")


async def _lose(teams: "Teams", request: web.Request, fault: Fault) -> web.Response:
    """Let the caller wait for nothing, or cut the connection."""
    if fault.kind is Kind.TIMEOUT_AFTER_ACCEPT:
        await teams.clock.sleep_until(teams.clock.now() + HANG_SECONDS)
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)
