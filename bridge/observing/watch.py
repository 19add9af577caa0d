"""What the bridge says of itself when it is asked: is it alive, is it ready, how is it doing.

Rules:
1. `/healthz` says whether this process still does its work; restart it when not. Nothing outside can make it fail.
2. `/readyz` says whether traffic is welcome: not before everything has started, not while stopping, not without the
   database.
3. Why, and the figures, are for readers only; everybody may know yes or no.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from aiohttp import web

from adapters.spec import CountsWindows
from bridge.bootstrap import Bridge
from bridge.observing.figures import Figures, Reading
from bridge.observing.metrics import Sight
from bridge.observing.readers import Readers

RETRY_AFTER = "5"
"""Seconds after which it is worth asking again whether traffic is welcome: in less, hardly anything comes back."""
OK, UNAUTHORIZED, FORBIDDEN, UNAVAILABLE = 200, 401, 403, 503

REFUSED = (
    "The figures are not for everybody. Set observing.metrics.token and send it (Authorization: Bearer ...), or give "
    'them a port of their own by observing.metrics.port. See docs/operations.md, "Watch it".\n'
)

log = structlog.get_logger(__name__)


class Watch:
    """Answers for one bridge."""

    def __init__(self, bridge: Bridge) -> None:
        """Take the bridge to tell of."""
        self._bridge = bridge
        self._readers = Readers(bridge.config.observing.metrics, str(bridge.config.server.public_url))
        self._reading = Reading(bridge.database, bridge.office.directory().queues, bridge.clock)
        self._exposition: Callable[[Sight, str], tuple[bytes, str]] | None = None
        self.stopping = False

    def routes(self, *, open_to_all: bool = False) -> list[web.RouteDef]:
        """Give the routes; `open_to_all` where only those come who may read the figures."""

        async def readyz(request: web.Request) -> web.Response:
            return await self._ready(with_details=open_to_all or self._readers.may_read(request))

        async def metrics(request: web.Request) -> web.Response:
            if open_to_all or self._readers.may_read(request):
                return await self._metrics(request)
            return self._refusal()

        return [web.get("/healthz", self._healthy), web.get("/readyz", readyz), web.get("/metrics", metrics)]

    async def _healthy(self, _: web.Request) -> web.Response:
        """Say that the process answers and its loops go round."""
        ended = [type(one).__name__ for one in self._bridge.workers if one.has_ended] if not self.stopping else []
        if ended:
            return web.json_response({"ok": False, "ended": ended}, status=UNAVAILABLE)
        return web.json_response({"ok": True})

    async def _ready(self, *, with_details: bool) -> web.Response:
        figures = await self._figures()
        why = self._reasons(figures)
        body: dict[str, Any] = {"ready": not why}
        if with_details:
            troubles = self._bridge.starter.troubles
            body |= {
                "why": why,
                "database": "ok" if figures else "unreachable",
                "adapters": {name: troubles.get(name, "ok") for name in self._bridge.adapters},
            }
            if figures:
                body["waiting"] = figures.waiting
        headers = {"Cache-Control": "no-store"} | ({"Retry-After": RETRY_AFTER} if why else {})
        return web.json_response(body, status=UNAVAILABLE if why else OK, headers=headers)

    def _reasons(self, figures: Figures | None) -> list[str]:
        """Say why there should be no traffic now; nothing when there should."""
        if self.stopping:
            return ["stopping"]
        reasons = [] if self._bridge.started else ["starting"]
        if figures is None:
            reasons.append("the database is unreachable")
        return reasons + [f"{name}: {why}" for name, why in self._bridge.starter.troubles.items()]

    async def _figures(self) -> Figures | None:
        try:
            return await self._reading.figures()
        except Exception as trouble:  # noqa: BLE001 - whatever is wrong with the database, there are no figures
            log.warning("no_figures", why=type(trouble).__name__)
            return None

    async def _metrics(self, request: web.Request) -> web.Response:
        if self._exposition is None:
            from bridge.observing.collector import exposition  # noqa: PLC0415 - loaded when first asked for

            self._exposition = exposition()
        body, kind = self._exposition(await self._sight(), request.headers.get("Accept", ""))
        return web.Response(body=body, headers={"Content-Type": kind, "Cache-Control": "no-store"})

    async def _sight(self) -> Sight:
        bridge, figures = self._bridge, await self._figures()
        troubles = bridge.starter.troubles
        return Sight(
            meter=bridge.office.meter,
            load=bridge.database.load,
            ready=not self._reasons(figures),
            tasks=len(asyncio.all_tasks()),
            adapters={name: bridge.started and name not in troubles for name in bridge.adapters},
            widgets={name: one.windows for name, one in bridge.adapters.items() if isinstance(one, CountsWindows)},
            figures=figures,
        )

    def _refusal(self) -> web.Response:
        if self._readers.has_token:
            return web.Response(text=REFUSED, status=UNAUTHORIZED, headers={"WWW-Authenticate": "Bearer"})
        return web.Response(text=REFUSED, status=FORBIDDEN)
