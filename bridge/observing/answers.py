"""Counts the answers to requests from outside, by adapter and status."""

from collections.abc import Iterable, Mapping

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bridge.observing.meter import Meter

NOBODY = "none"
"""Whose a request is that no adapter's route takes."""


def counting(meter: Meter, owners: Mapping[object, str]) -> Middleware:
    """Make the middleware that counts; `owners` are the adapters by route."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        owner = owners.get(request.match_info.route, NOBODY)
        try:
            answer = await handler(request)
        except web.HTTPException as refusal:
            meter.answered(owner, refusal.status)
            raise
        except Exception:
            meter.answered(owner, 500)
            raise
        meter.answered(owner, answer.status)
        return answer

    return middleware


def owned(app: web.Application, name: str, routes: Iterable[web.AbstractRouteDef]) -> dict[object, str]:
    """Mount an adapter's routes; give whose they are."""
    return dict.fromkeys(app.add_routes(list(routes)), name)
