"""The floors: the least that each task costs with the same libraries, and nothing of the bridge.

- `relay`: a signed request in, 200, a POST out. Nothing is kept.
- `durable-relay`: the same, with a row in and a row out committed together with others before the 200, and the row
  out marked as sent afterwards.
- `ingest`: a signed request in, a row committed together with others, 200.
- `postgres`: the same, on PostgreSQL.
- `bolt`: Slack's own framework with one shared session, which posts what it hears. Nothing is kept.
- `bolt-documented`: the same as its documents show it, which makes a new session for each call.
- `sockets`: WebSockets that say back what they hear.

All requests are checked for Slack's signature and its age. Run as a process: `python -m bridge.bench.floors KIND
FAR_PORT DATABASE`; it prints its port and ends with its standard input.
"""

import asyncio
import hmac
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import orjson
from aiohttp import web

from bridge.bench.cores import allow_many_handles
from bridge.bench.floor_rows import SEND, SENT, TAKE, PostgresRows, SqliteRows
from bridge.bench.slack_side import SECRET

Take = Callable[[web.Request], Awaitable[web.StreamResponse]]


def verified(request: web.Request, body: bytes) -> bool:
    """Check the signature and its age."""
    at = request.headers.get("X-Slack-Request-Timestamp", "0")
    signature = "v0=" + hmac.digest(SECRET.encode(), b"v0:" + at.encode() + b":" + body, "sha256").hex()
    is_fresh = abs(time.time() - int(at)) < 300  # noqa: PLR2004 - Slack's five minutes
    return is_fresh and hmac.compare_digest(signature, request.headers.get("X-Slack-Signature", ""))


class Floor:
    """One floor, running."""

    def __init__(self, kind: str, far: int, rows: SqliteRows | PostgresRows) -> None:
        self._far = f"http://127.0.0.1:{far}/api/chat.postMessage"
        self._kind = kind
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=128))
        self._rows = rows
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, request: web.Request) -> web.Response:
        """Answer one event."""
        body = await request.read()
        if not verified(request, body):
            return web.Response(status=401)
        event = orjson.loads(body)["event"]
        key = f"{event['channel']}:{event['ts']}"
        match self._kind:
            case "ingest" | "postgres":
                await self._rows.write((TAKE, (key, body, time.time())))
            case "durable-relay":
                out = orjson.dumps(_post(event))
                await self._rows.write((TAKE, (key, body, time.time())), (SEND, (key, out)))
                self._later(self._send_and_mark(key, out))
            case _:
                self._later(self._send(orjson.dumps(_post(event))))
        return web.Response()

    def _later(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, out: bytes) -> None:
        async with self._session.post(self._far, data=out, headers={"Content-Type": "application/json"}) as answer:
            await answer.json()

    async def _send_and_mark(self, key: str, out: bytes) -> None:
        await self._send(out)
        await self._rows.write((SENT, (key,)))


def _post(event: dict[str, Any]) -> dict[str, Any]:
    return {"channel": event["channel"], "thread_ts": event["thread_ts"], "text": event["text"]}


async def _bolt(far: int, *, shared: bool) -> Take:
    """Make the echo: signature, dispatch and posting are Bolt's own."""
    from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request  # noqa: PLC0415 - this floor's alone
    from slack_bolt.async_app import AsyncApp, AsyncSay  # noqa: PLC0415 - the same
    from slack_sdk.web.async_client import AsyncWebClient  # noqa: PLC0415 - the same

    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=128)) if shared else None
    client = AsyncWebClient(token="xoxb-bench", base_url=f"http://127.0.0.1:{far}/api/", session=session)  # noqa: S106
    app = AsyncApp(client=client, signing_secret=SECRET, request_verification_enabled=True)

    @app.event("message")
    async def _echo(event: dict[str, Any], say: AsyncSay) -> None:
        await say(text=event["text"], thread_ts=event["thread_ts"])

    async def take(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    return take


async def _echo_socket(request: web.Request) -> web.StreamResponse:
    """Say back what a socket says, with aiohttp as it is but without compression."""
    socket = web.WebSocketResponse(compress=False)
    await socket.prepare(request)
    async for message in socket:
        await socket.send_str(message.data)
    return socket


async def _taker(kind: str, far: int, database: str) -> Take:
    match kind:
        case "bolt" | "bolt-documented":
            return await _bolt(far, shared=kind == "bolt")
        case "sockets":
            return _echo_socket
        case "postgres":
            return Floor(kind, far, await PostgresRows.open(database)).take
        case _:
            return Floor(kind, far, SqliteRows(Path(database))).take


async def _serve(kind: str, far: int, database: str) -> None:
    allow_many_handles()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", await _taker(kind, far, database))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    import uvloop

    uvloop.run(_serve(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
