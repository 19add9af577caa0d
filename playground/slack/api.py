"""The Web API's front door: token, rate limit, scope, method, and the faults that were asked for.

Rules: refusals are HTTP 200 with ok:false, as at Slack, apart from 429 and broken servers; every call is in the
traffic log with its token left out. It deliberately knows no method: `methods` does.
"""

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from playground.mishaps import around
from playground.slack.arguments import Arguments, read
from playground.slack.call import Call
from playground.slack.errors import RateLimitedError, SlackError
from playground.slack.methods import METHODS, Method
from playground.slack.model import Grant, Json
from playground.slack.refusals import REFUSALS, rate_limited
from playground.traffic import Exchange

if TYPE_CHECKING:
    from playground.slack.world import Slack


async def handle(slack: "Slack", request: web.Request) -> web.StreamResponse:
    """Answer one call."""
    name, started = request.match_info["method"], asyncio.get_running_loop().time()
    args, body = Arguments({}), Json()

    async def work() -> web.StreamResponse:
        nonlocal args, body
        try:
            args, token = await read(request, takes_json=name not in METHODS or METHODS[name].takes_json)
            body = await _answer(slack, name, args, token)
            return web.json_response(body, headers=_scope_headers(slack, name, token))
        except SlackError as refusal:
            body = refusal.body
            return web.json_response(body)
        except RateLimitedError as limit:
            body = {"ok": False, "error": "ratelimited"}
            return rate_limited(limit.retry_after)

    def note(status: int, said: str) -> None:
        refused = f" — {body['error']}" if body.get("error") else ""
        exchange = Exchange(
            at=slack.clock.now(),
            direction="to_vendor",
            path=f"/slack/api/{name}",
            method=request.method,
            status=status,
            ms=(asyncio.get_running_loop().time() - started) * 1000,
            summary=f"{name}{refused}{said}",
            request=args.shown(),
            response=body,
        )
        slack.traffic.record(exchange)

    return await around(slack, REFUSALS, name, request, work, note)


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


def _scope_headers(slack: "Slack", name: str, token: str) -> dict[str, str]:
    grant, method = slack.store.grants.get(token), METHODS.get(name)
    if grant is None or method is None:
        return {}
    return {"X-OAuth-Scopes": ",".join(sorted(grant.scopes)), "X-Accepted-OAuth-Scopes": ",".join(method.scopes)}
