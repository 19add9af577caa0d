"""Socket Mode against a real WebSocket: what is acknowledged is stored, and a dead connection is built anew."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack.payload import Json
from adapters.slack.socket import LOOK_EVERY, Socket
from tests.adapters.slack.inbound.fakes import payload

DEADLINE = 30.0


class SteppedClock:
    """Lets a sleeper go on only when told to."""

    def __init__(self) -> None:
        self._steps: asyncio.Queue[None] = asyncio.Queue()
        self._begun: asyncio.Queue[float] = asyncio.Queue()

    def now(self) -> Any:
        raise NotImplementedError

    async def sleep(self, seconds: float) -> None:
        self._begun.put_nowait(seconds)
        await self._steps.get()

    def step(self) -> None:
        self._steps.put_nowait(None)

    async def sleeper(self) -> float:
        """Wait until somebody sleeps, and give for how long."""
        return await asyncio.wait_for(self._begun.get(), DEADLINE)


@dataclass
class SlackSide:
    """Opens sockets, sends envelopes, and keeps what is acknowledged."""

    url: str = ""
    tokens: list[str] = field(default_factory=list)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    acknowledged: list[dict[str, Any]] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def open(self, request: web.Request) -> web.Response:
        self.tokens.append(request.headers.get("Authorization", ""))
        return web.json_response({"ok": True, "url": self.url.replace("http", "ws") + "/link"})

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await self._tell()
        await socket.send_json({"type": "hello", "num_connections": 1})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self.acknowledged.append(json.loads(message.data))
                await self._tell()
        await self._tell()
        return socket

    async def until(self, condition: Callable[[], bool]) -> None:
        async with self.changed:
            await asyncio.wait_for(self.changed.wait_for(condition), DEADLINE)

    async def _tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()


@dataclass
class Taken:
    """Stands for the inbox behind the socket."""

    side: SlackSide
    events: list[Json] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    interactions: list[Json] = field(default_factory=list)

    async def event(self, event: Json) -> None:
        if self.failures:
            raise self.failures.pop()
        assert self.side.acknowledged == []  # stored first
        self.events.append(event)

    async def interaction(self, request: AsyncBoltRequest) -> BoltResponse:
        self.interactions.append(request.body)
        return BoltResponse(status=200, body=json.dumps({"text": "done"}), headers={"content-type": "application/json"})


Running = tuple[SlackSide, Taken, Socket, SteppedClock]


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    side = SlackSide()
    app = web.Application()
    app.router.add_post("/api/apps.connections.open", side.open)
    app.router.add_get("/link", side.link)
    async with TestServer(app) as server:
        side.url = str(server.make_url("")).rstrip("/")
        taken, clock = Taken(side), SteppedClock()
        socket = Socket("xapp-playground", f"{side.url}/api/", clock, taken.event, taken.interaction)
        await socket.start()
        await side.until(lambda: bool(side.sockets))
        yield side, taken, socket, clock
        await socket.stop()


def envelope(kind: str, body: Any, name: str = "e1") -> dict[str, Any]:
    return {"envelope_id": name, "type": kind, "payload": body, "accepts_response_payload": kind != "events_api"}


async def test_connection_is_opened_with_the_app_token(running: Running) -> None:
    side, _, socket, _ = running
    assert side.tokens == ["Bearer xapp-playground"]
    assert await socket.is_connected()


async def test_event_is_acknowledged_after_it_was_stored(running: Running) -> None:
    side, taken, _, _ = running
    await side.sockets[0].send_json(envelope("events_api", payload("thread_reply")))
    await side.until(lambda: bool(side.acknowledged))
    assert taken.events == [payload("thread_reply")]
    assert side.acknowledged == [{"envelope_id": "e1"}]


async def test_event_that_could_not_be_stored_is_not_acknowledged(running: Running) -> None:
    side, taken, _, _ = running
    taken.failures.append(OSError("disk full"))
    await side.sockets[0].send_json(envelope("events_api", payload("thread_reply"), "e1"))
    await side.sockets[0].send_json(envelope("events_api", payload("thread_reply"), "e2"))
    await side.until(lambda: bool(side.acknowledged))
    assert side.acknowledged == [{"envelope_id": "e2"}]


async def test_interaction_is_answered_in_its_acknowledgement(running: Running) -> None:
    side, taken, _, _ = running
    await side.sockets[0].send_json(envelope("slash_commands", {"command": "/chat", "text": "list"}))
    await side.until(lambda: bool(side.acknowledged))
    assert taken.interactions == [{"command": "/chat", "text": "list"}]
    assert side.acknowledged == [{"envelope_id": "e1", "payload": {"text": "done"}}]


async def test_dead_connection_is_built_anew_after_two_looks(running: Running) -> None:
    side, _, socket, clock = running
    await kill(socket)
    assert await clock.sleeper() == LOOK_EVERY
    clock.step()
    await clock.sleeper()
    assert len(side.sockets) == 1
    clock.step()
    await side.until(lambda: len(side.sockets) == 2)


async def test_living_connection_is_left_alone(running: Running) -> None:
    side, _, socket, clock = running
    for _ in range(3):
        await clock.sleeper()
        clock.step()
    await clock.sleeper()
    assert await socket.is_connected()
    assert len(side.sockets) == 1


async def test_stopping_closes_the_connection(running: Running) -> None:
    side, _, socket, _ = running
    await socket.stop()
    assert not await socket.is_connected()
    await side.until(lambda: side.sockets[0].closed)


async def kill(socket: Socket) -> None:
    """Do what an idle network does: the session dies without a word, and Slack's library doesn't mend it."""
    client = socket.client
    assert client is not None
    if client.current_session_monitor is not None:
        client.current_session_monitor.cancel()
    if client.message_receiver is not None:
        client.message_receiver.cancel()
    assert client.current_session is not None
    with contextlib.suppress(ConnectionError):
        await client.current_session.close()
