"""The limits that hold for a request before anybody looks into it: by its address, and by the link that it opens.

Rules:
1. Vendors' callbacks are not counted: they come for everybody from few addresses, which strangers may share who have
   apps at the same vendor, and their signature is checked first. What bounds them is `admission.py`.
2. What tells how the bridge is doing is always answered.
3. Whoever waits in a browser reads a sentence, not JSON; a frame that was refused loads itself again.
"""

from collections.abc import Container, Mapping
from math import ceil

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bridge.busy import told
from bridge.forms.links import CUSTOMERS
from bridge.observing.answers import NOBODY
from bridge.pages.paper import ASSETS
from bridge.pages.platforms import BACK, WITH
from core.policy.limits import Limited
from core.ports import Limits

_READS = ("GET", "HEAD")
_FRAME = "/widget/frame"


def limiting(
    limits: Limits, owners: Mapping[object, str], vendors: Container[str], channels: Container[str]
) -> Middleware:
    """Make the middleware; `vendors` are the owners to whom vendors post, `channels` those that limit visitors."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        owner = owners.get(request.match_info.route, NOBODY)
        if owner == NOBODY and request.match_info.http_exception is None:
            return await handler(request)
        if owner in vendors and request.method not in _READS:
            return await handler(request)
        address = request.remote or ""
        wait = limits.wait_for(Limited.REQUESTS, address=address)
        if not wait and owner not in channels and owner != NOBODY:
            wait = _link(limits, request, address)
        return await handler(request) if not wait else slow_down(request, wait)

    return middleware


def _link(limits: Limits, request: web.Request, address: str) -> float:
    if request.path.startswith(ASSETS):
        return 0.0
    is_sent = request.path.startswith(CUSTOMERS) and request.method not in _READS
    of_all = request.path.startswith((WITH, BACK))  # what stands there is a desk's name, and nobody's link
    link = "" if of_all else "/".join(request.match_info.values())
    return limits.wait_for(Limited.FORMS if is_sent else Limited.PAGES, visitor=link, address=address)


def slow_down(request: web.Request, wait: float) -> web.Response:
    """Say that it is too much at once, and when to come again."""
    seconds = max(1, ceil(wait))
    words = f"That was a lot at once. Please try again in {seconds} {'second' if seconds == 1 else 'seconds'}."
    is_frame = request.path == _FRAME  # the site's own page around it decides; it says nothing and takes nothing
    answer = told(request, 429, ("slow_down", "One moment, please", words), seconds, "*" if is_frame else "'none'")
    if is_frame and answer.content_type == "text/html":
        answer.headers["Refresh"] = str(seconds)
    return answer
