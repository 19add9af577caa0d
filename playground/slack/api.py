"""The Web API's front door: token, rate limit, scope, method, and the faults that were asked for.

Rules: refusals are HTTP 200 with ok:false, as at Slack, apart from 429 and broken servers; every call is in the
traffic log with its token left out. It deliberately knows no method: `methods` does.
"""

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from playground.faults import Fault, Kind
from playground.slack.arguments import Arguments, read
from playground.slack.call import Call
from playground.slack.errors import RateLimitedError, SlackError
from playground.slack.methods import METHODS, Method
from playground.slack.model import Grant, Json
from playground.traffic import Exchange

if TYPE_CHECKING:
    from playground.slack.world import Slack

HANG_SECONDS = 120.0
_ATE_ANSWER = frozenset({Kind.RESET_AFTER_ACCEPT, Kind.TIMEOUT_AFTER_ACCEPT})


async def handle(slack: "Slack", request: web.Request) -> web.StreamResponse:
    """Answer one call."""
    name, started = request.match_info["method"], asyncio.get_running_loop().time()
    fault = slack.faults.take("slack", name)
    if fault and fault.kind is Kind.DELAY:
        await slack.clock.sleep_until(slack.clock.now() + fault.delay_ms / 1000)
    args = Arguments({})
    response: web.StreamResponse | None = _instead(fault)
    body: Json = {}
    if response is None and not (fault and fault.kind is Kind.RESET):
        try:
            args, token = await read(request, takes_json=name not in METHODS or METHODS[name].takes_json)
            body = await _answer(slack, name, args, token)
            response = web.json_response(body, headers=_scope_headers(slack, name, token))
        except SlackError as refusal:
            body = refusal.body
            response = web.json_response(body)
        except RateLimitedError as limit:
            response = _rate_limited(limit.retry_after)
    lost = fault is not None and (fault.kind in _ATE_ANSWER or fault.kind is Kind.RESET)
    slack.traffic.record(
        Exchange(
            at=slack.clock.now(),
            direction="to_vendor",
            path=f"/slack/api/{name}",
            method=request.method,
            status=0 if lost or response is None else response.status,
            ms=(asyncio.get_running_loop().time() - started) * 1000,
            summary=_summary(name, body, fault),
            request=args.shown(),
            response=body,
        )
    )
    if fault and lost:
        return await _lose(slack, request, fault)
    return response or web.Response(status=500)


def _summary(name: str, body: Json, fault: Fault | None) -> str:
    refused = f" — {body['error']}" if body.get("error") else ""
    return f"{name}{refused}{f' (fault: {fault.kind})' if fault else ''}"


async def _answer(slack: "Slack", name: str, args: Arguments, token: str) -> Json:
    if name == "api.test":
        if args.text("error"):
            raise SlackError(args.text("error"), args=args.shown())
        return {"ok": True, "args": args.shown()}
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method", req_method=name)
    grant = _authorized(slack, method, token)
    call = Call(slack, args, grant)
    if method.tier != "posting":
        slack.meter.call(name, method.tier, slack.clock.now())
    call.need(*method.scopes)
    return {"ok": True} | method.run(call)


def _authorized(slack: "Slack", method: Method, token: str) -> Grant:
    """Find what the token may do (https://docs.slack.dev/authentication/tokens)."""
    if not token:
        raise SlackError("not_authed")
    grant = slack.store.grants.get(token)
    if grant is None:
        raise SlackError("invalid_auth")
    if slack.uninstalled:
        raise SlackError("account_inactive")
    if grant.revoked:
        raise SlackError("token_revoked")
    if grant.kind != method.token:
        raise SlackError("not_allowed_token_type")
    return grant


def _instead(fault: Fault | None) -> web.Response | None:
    """Answer for Slack where the fault keeps the call from it."""
    if fault is None:
        return None
    if fault.kind is Kind.RATE_LIMITED:
        return _rate_limited(fault.retry_after)
    if fault.kind is Kind.SERVER_ERROR:
        return web.Response(status=500, text="Internal Server Error")
    if fault.kind is Kind.OUTAGE:
        return web.Response(status=503, text="Service Unavailable")
    return None


def _rate_limited(retry_after: int) -> web.Response:
    return web.json_response(
        {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(retry_after)}
    )


def _scope_headers(slack: "Slack", name: str, token: str) -> dict[str, str]:
    grant, method = slack.store.grants.get(token), METHODS.get(name)
    if grant is None or method is None:
        return {}
    return {"X-OAuth-Scopes": ",".join(sorted(grant.scopes)), "X-Accepted-OAuth-Scopes": ",".join(method.scopes)}


async def _lose(slack: "Slack", request: web.Request, fault: Fault) -> web.Response:
    """Let the caller wait for nothing, or cut the connection."""
    if fault.kind is Kind.TIMEOUT_AFTER_ACCEPT:
        await slack.clock.sleep_until(slack.clock.now() + HANG_SECONDS)
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)
