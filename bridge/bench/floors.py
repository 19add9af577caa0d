"""The floors: the least that each task costs with the same libraries, and nothing of the bridge.

- `relay`: a signed request in, 200, a POST out. Nothing is kept.
- `durable-relay`: the same, with a row in and a row out committed together with others before the 200, and the row
  out marked as sent afterwards.
- `ingest`: a signed request in, a row committed together with others, 200.
- `bolt`: Slack's own framework with one shared session, which posts what it hears. Nothing is kept.

All check Slack's signature and its age. SQLite is in WAL mode with synchronous=FULL and written by one thread, which
commits whatever came while the last commit waited for the disk. Run as a process: `python -m bridge.bench.floors KIND
FAR_PORT DATABASE`; it prints its port and ends with its standard input.
"""

import asyncio
import hmac
import queue
import sqlite3
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import orjson
from aiohttp import web

from bridge.bench.slack_side import SECRET

Job = tuple[str, tuple[object, ...], "asyncio.Future[None] | None"]

TABLES = """
PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
CREATE TABLE inbox (id INTEGER PRIMARY KEY, key TEXT UNIQUE, body BLOB, at REAL);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, key TEXT UNIQUE, body BLOB, sent INTEGER NOT NULL DEFAULT 0);
"""
TAKE = "INSERT INTO inbox (key, body, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
SEND = "INSERT INTO outbox (key, body) VALUES (?, ?) ON CONFLICT DO NOTHING"
SENT = "UPDATE outbox SET sent = 1 WHERE key = ?"


class Rows:
    """The thread that writes: everything that waits goes into one commit."""

    def __init__(self, path: Path) -> None:
        self._waiting: queue.SimpleQueue[list[Job]] = queue.SimpleQueue()
        self._path = path
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._run, daemon=True).start()

    async def write(self, *statements: tuple[str, tuple[object, ...]]) -> None:
        """Return when these rows are on the disk."""
        done = self._loop.create_future()
        last = len(statements) - 1
        self._waiting.put([(sql, row, done if at == last else None) for at, (sql, row) in enumerate(statements)])
        await done

    def _run(self) -> None:
        connection = sqlite3.connect(self._path, isolation_level=None)
        connection.executescript(TABLES)
        while True:
            jobs = self._waiting.get()
            while not self._waiting.empty():
                jobs += self._waiting.get()
            connection.execute("BEGIN IMMEDIATE")
            for sql in (TAKE, SEND, SENT):
                connection.executemany(sql, [row for one, row, _ in jobs if one == sql])
            connection.execute("COMMIT")
            self._loop.call_soon_threadsafe(_finish, [done for _, _, done in jobs if done is not None])


def _finish(waiting: list["asyncio.Future[None]"]) -> None:
    for done in waiting:
        if not done.done():
            done.set_result(None)


def verified(request: web.Request, body: bytes) -> bool:
    """Check the signature and its age."""
    at = request.headers.get("X-Slack-Request-Timestamp", "0")
    signature = "v0=" + hmac.digest(SECRET.encode(), b"v0:" + at.encode() + b":" + body, "sha256").hex()
    is_fresh = abs(time.time() - int(at)) < 300  # noqa: PLR2004 - Slack's five minutes
    return is_fresh and hmac.compare_digest(signature, request.headers.get("X-Slack-Signature", ""))


class Floor:
    """One floor, running."""

    def __init__(self, kind: str, far: int, path: Path) -> None:
        self._far = f"http://127.0.0.1:{far}/api/chat.postMessage"
        self._kind = kind
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=128))
        self._rows = Rows(path)
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, request: web.Request) -> web.Response:
        """Answer one event."""
        body = await request.read()
        if not verified(request, body):
            return web.Response(status=401)
        event = orjson.loads(body)["event"]
        key = f"{event['channel']}:{event['ts']}"
        match self._kind:
            case "ingest":
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


async def _bolt(far: int) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Make the echo: signature, dispatch and posting are Bolt's own."""
    from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request  # noqa: PLC0415 - this floor's alone
    from slack_bolt.async_app import AsyncApp, AsyncSay  # noqa: PLC0415 - the same
    from slack_sdk.web.async_client import AsyncWebClient  # noqa: PLC0415 - the same

    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=128))
    client = AsyncWebClient(token="xoxb-bench", base_url=f"http://127.0.0.1:{far}/api/", session=session)  # noqa: S106
    app = AsyncApp(client=client, signing_secret=SECRET, request_verification_enabled=True)

    @app.event("message")
    async def _echo(event: dict[str, Any], say: AsyncSay) -> None:
        await say(text=event["text"], thread_ts=event["thread_ts"])

    async def take(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    return take


async def _serve(kind: str, far: int, path: Path) -> None:
    take = await _bolt(far) if kind == "bolt" else Floor(kind, far, path).take
    app = web.Application()
    app.add_routes([web.post("/slack/events", take)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    import uvloop

    uvloop.run(_serve(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))
