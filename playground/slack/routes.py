"""Slack's own addresses: Web API, installation, uploads and downloads, response_url, sockets, pictures.

Rules: everything that the app calls is in the traffic log; while Slack is down (a fault), all of it is.
"""

import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from playground.mishaps import around
from playground.slack import api, face, files
from playground.slack.errors import SlackError
from playground.slack.oauth import OAuth
from playground.slack.refusals import REFUSALS
from playground.traffic import Exchange

if TYPE_CHECKING:
    from playground.slack.world import Slack

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def add(app: web.Application, slack: "Slack") -> None:
    """Add Slack's routes to the application."""

    async def call(request: web.Request) -> web.StreamResponse:
        return await api.handle(slack, request)

    async def upload(request: web.Request) -> web.StreamResponse:
        return await files.receive(slack, request)

    async def download(request: web.Request) -> web.StreamResponse:
        return files.serve(slack, request)

    async def respond(request: web.Request) -> web.StreamResponse:
        return await _respond(slack, request)

    async def avatar(request: web.Request) -> web.StreamResponse:
        return face.serve(slack, request.match_info["user"])

    oauth = OAuth(slack)
    app.add_routes(
        [
            web.post("/slack/api/oauth.v2.access", _logged(slack, oauth.access)),
            web.get("/slack/oauth/v2/authorize", oauth.page),
            web.post("/slack/oauth/v2/authorize", oauth.allow),
            web.get("/slack/api/{method}", call),
            web.post("/slack/api/{method}", call),
            web.post("/slack/upload/{id}", _logged(slack, upload)),
            web.get("/slack/files/{id}/{name}", _logged(slack, download)),
            web.post("/slack/response/{key}", _logged(slack, respond)),
            web.get("/slack/socket/{ticket}", slack.sockets.serve),
            web.get("/slack/avatar/{user}.svg", avatar),
        ]
    )


def _logged(slack: "Slack", handler: Handler) -> Handler:
    """Note the exchange for the inspector, and let faults happen to it, called upload, files, response or api."""

    async def serve(request: web.Request) -> web.StreamResponse:
        family = request.path.split("/")[2]

        async def work() -> web.StreamResponse:
            return await handler(request)

        def note(status: int, said: str) -> None:
            path = f"/slack/{family}/…"  # what follows is a secret or an id
            at, method = slack.clock.now(), request.method
            slack.traffic.record(Exchange(at, "to_vendor", path, status, method=method, summary=f"{family}{said}"))

        return await around(slack, REFUSALS, family, request, work, note)

    return serve


async def _respond(slack: "Slack", request: web.Request) -> web.Response:
    """Take the answer to an interaction: plain "ok", or 404 with the reason."""
    try:
        body = json.loads(await request.text())
        if not isinstance(body, dict):
            return web.Response(status=400, text="invalid_payload")
        slack.responses.use(request.match_info["key"], body)
    except ValueError:
        return web.Response(status=400, text="invalid_payload")
    except SlackError as refusal:
        gone = refusal.code in {"used_url", "expired_url", "invalid_url"}
        return web.json_response(refusal.body, status=404 if gone else 200)
    return web.Response(text="ok")
