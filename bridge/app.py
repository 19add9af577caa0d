"""The HTTP application: the adapters' routes, and how the bridge is doing."""

import asyncio

import structlog
from aiohttp import web
from sqlalchemy import Connection, text

from bridge.bootstrap import Bridge
from bridge.proxies import believing
from bridge.store import inbox, outbox

BODY_MAX = 25 * 1024 * 1024
"""Bytes of a request's body at the most; adapters set their own, smaller limits. aiohttp's default is 1 MiB."""

log = structlog.get_logger(__name__)


def make_app(bridge: Bridge) -> web.Application:
    """Mount everything."""
    trusted = [str(one) for one in bridge.config.server.trusted_proxies]
    app = web.Application(client_max_size=BODY_MAX, middlewares=[believing(trusted)])

    async def readyz(_: web.Request) -> web.Response:
        return await _readyz(bridge)

    app.add_routes([web.get("/healthz", _healthz), web.get("/readyz", readyz)])
    for adapter in bridge.adapters.values():
        app.add_routes(list(adapter.routes()))
    return app


async def _healthz(_: web.Request) -> web.Response:
    """Say that the process answers."""
    return web.json_response({"ok": True})


async def _readyz(bridge: Bridge) -> web.Response:
    """Say whether the bridge can work: its database answers, its adapters have started, what waits."""
    try:
        waiting = await asyncio.wait_for(bridge.database.read(_counts), timeout=2)
    except Exception as trouble:  # noqa: BLE001 - whatever is wrong with the database, the answer is "not ready"
        log.warning("not_ready", why=type(trouble).__name__)
        return web.json_response({"ready": False, "database": "unreachable"}, status=503)
    ready = bridge.started and not bridge.starter.troubles
    body = {
        "ready": ready,
        "waiting": waiting,
        "adapters": {name: bridge.starter.troubles.get(name, "ok") for name in bridge.adapters},
    }
    return web.json_response(body, status=200 if ready else 503)


def _counts(conn: Connection) -> dict[str, int]:
    conn.execute(text("SELECT 1"))
    coming = {f"inbox_{state.value}": number for state, number in inbox.counts(conn).items()}
    going = {f"outbox_{state.value}": number for state, number in outbox.counts(conn).items()}
    return {**coming, **going}


class Server:
    """The bridge behind its address."""

    def __init__(self, bridge: Bridge, host: str, port: int) -> None:
        """Take where to listen; port 0 takes any free one."""
        self._bridge = bridge
        self._host = host
        self._port = port
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int:
        """Give the port on which it listens."""
        return self._port

    async def start(self) -> None:
        """Start the bridge, then listen. Raises `OSError` when the address is taken."""
        await self._bridge.start()
        self._runner = web.AppRunner(make_app(self._bridge), access_log=None, shutdown_timeout=3)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Stop listening, then finish what is in hand."""
        if self._runner is not None:
            await self._runner.cleanup()
        await self._bridge.stop()
