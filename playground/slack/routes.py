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
from playground.slack.openid import TOKEN, USER_INFO
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
            *_sign_in(slack),
            web.get("/slack/api/{method}", call),
            web.post("/slack/api/{method}", call),
            web.post("/slack/upload/{id}", _logged(slack, upload)),
            web.get("/slack/files/{id}/{name}", _logged(slack, download)),
            web.post("/slack/response/{key}", _logged(slack, respond)),
            web.get("/slack/socket/{ticket}", slack.sockets.serve),
            web.get("/slack/avatar/{user}.svg", avatar),
        ]
    )


def _sign_in(slack: "Slack") -> list[web.RouteDef]:
    openid = slack.openid

    async def described(_: web.Request) -> web.StreamResponse:
        return web.json_response(openid.metadata())

    async def keys(_: web.Request) -> web.StreamResponse:
        return web.json_response(openid.key_set())

    page = _logged(slack, openid.authorize, "openid")
    user_info = _logged(slack, openid.user_info, USER_INFO)
    return [
        web.get("/slack/.well-known/openid-configuration", _logged(slack, described, "openid")),
        web.get("/slack/openid/connect/keys", _logged(slack, keys, "openid")),
        web.get("/slack/openid/connect/authorize", page),
        web.post("/slack/openid/connect/authorize", page),
        web.post(f"/slack/api/{TOKEN}", _logged(slack, openid.token, TOKEN)),
        web.get(f"/slack/api/{USER_INFO}", user_info),
        web.post(f"/slack/api/{USER_INFO}", user_info),
    ]


def _logged(slack: "Slack", handler: Handler, name: str = "") -> Handler:
    """Note the exchange for the inspector; let faults happen to it, by `name` or as upload, files, response or api."""

    async def serve(request: web.Request) -> web.StreamResponse:
        family = name or request.path.split("/")[2]

        async def work() -> web.StreamResponse:
            return await handler(request)

        def note(status: int, said: str) -> None:
            # Without a name of its own, what follows is a secret or an id.
            path = request.path if name else f"/slack/{family}/…"
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
