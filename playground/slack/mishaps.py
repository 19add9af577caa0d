"""Where a fault that was asked for happens to a request of the app.

Rules: one fault a request; what is lost after acceptance has been done; every request is noted for the inspector,
lost ones with status 0. It deliberately does not choose: `faults` holds what was asked for.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from playground.faults import Fault, Kind

if TYPE_CHECKING:
    from playground.slack.world import Slack

HANG_SECONDS = 120.0
_LOST_ANSWER = frozenset({Kind.RESET, Kind.RESET_AFTER_ACCEPT, Kind.TIMEOUT_AFTER_ACCEPT})

Note = Callable[[int, str], None]  # status, and what to add to the summary


async def around(
    slack: "Slack", name: str, request: web.Request, work: Callable[[], Awaitable[web.StreamResponse]], note: Note
) -> web.StreamResponse:
    """Do `work` for the request called `name`, or what a fault makes of it."""
    fault = slack.faults.take("slack", name)
    if fault is None:
        return await _plainly(work, note, "")
    said = f" (fault: {fault.kind})"
    if fault.kind is Kind.DELAY:
        await slack.clock.sleep_until(slack.clock.now() + fault.delay_ms / 1000)
        return await _plainly(work, note, said)
    if fault.kind is Kind.SLOW_ANSWER:
        response = await _plainly(work, note, said)
        await slack.clock.sleep_until(slack.clock.now() + fault.delay_ms / 1000)
        return response
    instead = _instead(fault)
    if instead:
        note(instead.status, said)
        return instead
    if fault.kind is not Kind.RESET:
        await work()
    note(0, said)
    return await _lose(slack, request, fault)


def rate_limited(retry_after: int) -> web.Response:
    """Answer as Slack does over a limit (https://docs.slack.dev/apis/web-api/rate-limits)."""
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers={"Retry-After": str(retry_after)})


async def _plainly(work: Callable[[], Awaitable[web.StreamResponse]], note: Note, said: str) -> web.StreamResponse:
    try:
        response = await work()
    except web.HTTPException as refusal:
        note(refusal.status, said)
        raise
    note(response.status, said)
    return response


def _instead(fault: Fault) -> web.Response | None:
    """Answer for Slack where the fault keeps the request from being carried out."""
    if fault.kind is Kind.RATE_LIMITED:
        return rate_limited(fault.retry_after)
    if fault.kind is Kind.SERVER_ERROR:
        return web.Response(status=500, text="Internal Server Error")
    if fault.kind is Kind.BAD_GATEWAY:
        return web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>", content_type="text/html")
    if fault.kind is Kind.MISSING_SCOPE:
        # https://docs.slack.dev/reference/methods/conversations.replies#errors
        return web.json_response({"ok": False, "error": "missing_scope", "needed": "channels:history", "provided": ""})
    return web.Response(status=503, text="Service Unavailable") if fault.kind not in _LOST_ANSWER else None


async def _lose(slack: "Slack", request: web.Request, fault: Fault) -> web.Response:
    """Let the caller wait for nothing, or cut the connection."""
    if fault.kind is Kind.TIMEOUT_AFTER_ACCEPT:
        await slack.clock.sleep_until(slack.clock.now() + HANG_SECONDS)
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)
