"""Slack's own addresses: Web API, uploads, downloads, response_url, sockets, sign-in."""

import json
from typing import TYPE_CHECKING

from aiohttp import web

from playground.slack import files
from playground.slack.errors import SlackError

if TYPE_CHECKING:
    from playground.slack.world import Slack


def add(app: web.Application, slack: "Slack") -> None:
    """Add Slack's routes to the application."""

    async def upload(request: web.Request) -> web.Response:
        return await files.receive(slack, request)

    async def download(request: web.Request) -> web.Response:
        return files.serve(slack, request)

    app.add_routes([web.post("/slack/upload/{id}", upload), web.get("/slack/files/{id}/{name}", download), web.get("/slack/socket/{ticket}", slack.sockets.serve)])
