"""The page's WebSocket: the state once, then a bell at each change; the page fetches what it shows.

Rules: no change is missed, several in a row may ring once; the bell is one for all vendors. It deliberately sends no
patches.
"""

import asyncio
from typing import TYPE_CHECKING, Any

from aiohttp import web

from playground.slack import visible as slack_visible
from playground.slack.errors import SlackError
from playground.teams import visible as teams_visible
from playground.twilio import visible as phone_visible

if TYPE_CHECKING:
    from playground.server import Playground


async def serve(playground: "Playground", request: web.Request) -> web.WebSocketResponse:
    """Run one page's connection until it closes: the state is Slack's."""
    user = request.query.get("user", next(iter(playground.slack.store.users)))
    try:
        state = slack_visible.state(playground.slack, user)
    except SlackError as unknown:
        raise web.HTTPNotFound(text=unknown.code) from unknown
    return await _run(playground, request, state)


async def serve_teams(playground: "Playground", request: web.Request) -> web.WebSocketResponse:
    """Run one page's connection until it closes: the state is Teams'."""
    user = request.query.get("user", next(iter(playground.teams.store.people)))
    return await _run(playground, request, teams_visible.state(playground.teams, user))


async def serve_phone(playground: "Playground", request: web.Request) -> web.WebSocketResponse:
    """Run one page's connection until it closes: the state is a phone's."""
    phone = request.query.get("phone", next(iter(playground.twilio.store.phones)))
    return await _run(playground, request, phone_visible.state(playground.twilio, phone))


async def _run(playground: "Playground", request: web.Request, state: dict[str, Any]) -> web.WebSocketResponse:
    ws = web.WebSocketResponse(heartbeat=30, timeout=2.0)
    await ws.prepare(request)
    told = playground.changes.rev
    await ws.send_json({"type": "snapshot", "rev": told, "state": state})
    ringing = asyncio.ensure_future(_ring(playground, ws, told))
    try:
        async for _ in ws:  # the page says nothing; reading notices that it has gone
            pass
    finally:
        ringing.cancel()
        await asyncio.gather(ringing, return_exceptions=True)
    return ws


async def _ring(playground: "Playground", ws: web.WebSocketResponse, told: int) -> None:
    while not ws.closed:
        if playground.changes.rev == told:
            await playground.changes.next()
        told = playground.changes.rev
        await ws.send_json({"type": "changed", "rev": told})
