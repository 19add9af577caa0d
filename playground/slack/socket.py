"""Socket Mode: the app's WebSockets (https://docs.slack.dev/apis/events-api/using-socket-mode).

Rules: a ticket opens one connection; at most ten; any one of them gets a payload; a connection is warned and then
refreshed after its hour; no acknowledgement within three seconds is a failed attempt. It deliberately does not retry:
`events` does.
"""

import asyncio
import itertools
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from playground.slack.attempt import Answer, Attempt
from playground.slack.model import Json

if TYPE_CHECKING:
    from playground.clock import Clock

MAX_CONNECTIONS = 10
CONNECTION_SECONDS = 3600.0
WARNING_SECONDS = 10.0
TICKET_SECONDS = 30.0


@dataclass(slots=True, eq=False)
class Connection:
    """One WebSocket of the app."""

    ws: web.WebSocketResponse
    waiting: dict[str, "asyncio.Future[Json]"] = field(default_factory=dict)


class Sockets:
    """The app's connections."""

    def __init__(self, clock: "Clock", app_id: str, enabled: Callable[[], bool]) -> None:
        """Begin with no connection; `enabled` tells whether the app is in Socket Mode."""
        self._clock, self._app_id, self._enabled = clock, app_id, enabled
        self._tickets: dict[str, float] = {}
        self._connections: list[Connection] = []
        self._turn = itertools.count()

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    def ticket(self) -> str:
        """Make a ticket for one connection."""
        ticket = uuid.uuid4().hex
        self._tickets[ticket] = self._clock.now() + TICKET_SECONDS
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Run one connection until it closes."""
        if self._tickets.pop(request.match_info["ticket"], 0.0) < self._clock.now():
            raise web.HTTPForbidden(text="invalid_ticket")
        ws = web.WebSocketResponse(timeout=2.0)
        await ws.prepare(request)
        if not self._enabled() or self.count >= MAX_CONNECTIONS:
            await ws.send_json(_disconnect("too_many_websockets" if self._enabled() else "link_disabled"))
            await ws.close()
            return ws
        connection = Connection(ws)
        self._connections.append(connection)
        await ws.send_json(
            {
                "type": "hello",
                "num_connections": self.count,
                "debug_info": _debug(),
                "connection_info": {"app_id": self._app_id},
            }
        )
        ageing = asyncio.ensure_future(self._age(connection))
        try:
            await self._read(connection)
        finally:
            ageing.cancel()
            self._drop(connection)
        return ws

    async def deliver(self, attempt: Attempt) -> Answer:
        """Send a payload on any one connection and wait for its acknowledgement."""
        if not self._connections:
            return Answer("connection_failed")
        connection = self._connections[next(self._turn) % len(self._connections)]
        envelope_id = str(uuid.uuid4())
        acknowledged: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = acknowledged
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": attempt.kind,
            "payload": attempt.payload,
            "accepts_response_payload": attempt.kind != "events_api",
        }
        if attempt.kind == "events_api":
            envelope |= {"retry_attempt": attempt.retry_num, "retry_reason": attempt.retry_reason}
        try:
            await connection.ws.send_json(envelope)
            answer = await acknowledged
        except ConnectionError:
            return Answer("connection_failed")
        finally:
            connection.waiting.pop(envelope_id, None)
        return Answer(status=200, body=answer.get("payload"))

    async def disconnect(self, reason: str) -> None:
        """Tell every connection to go, for `reason` (refresh_requested, warning or link_disabled)."""
        for connection in list(self._connections):
            await connection.ws.send_json(_disconnect(reason))
            if reason != "warning":
                await connection.ws.close()

    async def _age(self, connection: Connection) -> None:
        await self._clock.sleep_until(self._clock.now() + CONNECTION_SECONDS - WARNING_SECONDS)
        await connection.ws.send_json(_disconnect("warning"))
        await self._clock.sleep_until(self._clock.now() + WARNING_SECONDS)
        await connection.ws.send_json(_disconnect("refresh_requested"))
        await connection.ws.close()

    async def _read(self, connection: Connection) -> None:
        async for message in connection.ws:
            if message.type is not WSMsgType.TEXT:
                continue
            try:
                frame = json.loads(message.data)
            except ValueError:
                continue
            waiter = connection.waiting.get(str(frame.get("envelope_id"))) if isinstance(frame, dict) else None
            if waiter and not waiter.done():
                waiter.set_result(frame)

    def _drop(self, connection: Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        for waiter in connection.waiting.values():
            if not waiter.done():
                waiter.set_exception(ConnectionError("the socket closed before the acknowledgement"))


def _debug() -> Json:
    return {"host": "playground", "build_number": 1, "approximate_connection_time": int(CONNECTION_SECONDS)}


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}}
