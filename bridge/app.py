"""The HTTP application: the adapters' routes, and how the bridge is doing."""

import asyncio
from contextlib import suppress

from aiohttp import web

from adapters.spec import HasWaiting
from bridge.admission import Admission, windows_within
from bridge.bootstrap import Bridge
from bridge.bots.edge import BotEdge
from bridge.busy import telling_when_busy
from bridge.directories import kind_of
from bridge.door import DoorRunner
from bridge.expecting import ExpectingRunner
from bridge.file_handles import allowed
from bridge.forms.pages import forms_pages
from bridge.limiting.requests import limiting
from bridge.listening import Site
from bridge.observing.answers import counting, owned
from bridge.observing.lag import Lag
from bridge.observing.watch import Watch
from bridge.pages.serving import agents_pages, entry_of
from bridge.proxies import believing
from bridge.safe_headers import safe_headers
from bridge.transcripts.ways import pages_of
from bridge.undecoded import hush, refusing_undecoded

BODY_MAX = 25 * 1024 * 1024
"""Bytes of a request's body at the most; adapters set their own, smaller limits. aiohttp's default is 1 MiB."""

GOODBYE = 1.0
"""Seconds for windows to hear that they should come back in a moment."""

UNANSWERED = 4096
"""How many connections may wait for us in a busy moment; beyond, the system resets them, and nobody could say why.
https://docs.kernel.org/networking/ip-sysctl.html (somaxconn, 4,096 unless told otherwise)"""

LAST_ANSWERS = 2.0
"""Seconds for requests that are being answered when the bridge stops; aiohttp takes them twice at the most."""


def make_app(bridge: Bridge, watch: Watch | None = None, admission: Admission | None = None) -> web.Application:
    """Mount everything."""
    admission = admission or admission_of(bridge)
    trusted = [str(one) for one in bridge.config.server.trusted_proxies]
    owners: dict[object, str] = {}
    middlewares = [
        counting(bridge.office.meter, owners),
        admission.middleware(owners),
        believing(trusted),
        limiting(bridge.limits, owners, *_sides(bridge)),
        telling_when_busy,
        refusing_undecoded,
    ]
    hush()
    app = web.Application(client_max_size=BODY_MAX, middlewares=middlewares)
    app.add_routes((watch or Watch(bridge)).routes())
    for name, adapter in bridge.adapters.items():
        owners |= owned(app, name, adapter.routes())
    owners |= owned(app, "pages", pages_of(bridge.config, bridge.database, bridge.office.directory, bridge.clock))
    if bridge.links is not None:
        owners |= owned(app, "files", bridge.links.routes())
    entry = entry_of(bridge)
    owners |= owned(app, "desk", agents_pages(bridge, entry))
    owners |= owned(app, "forms", forms_pages(bridge, entry))
    owners |= owned(app, "bots", BotEdge(bridge.bots, bridge.inbox, bridge.clock).routes())

    async def goodbye(_: web.Application) -> None:
        """Close the windows before the last answers are waited for; one that doesn't listen holds up nobody."""
        with suppress(TimeoutError):
            await asyncio.wait_for(bridge.starter.stop(), GOODBYE)

    app.on_response_prepare.append(safe_headers(bridge.config.server))
    app.on_shutdown.append(goodbye)
    return app


def _sides(bridge: Bridge) -> tuple[frozenset[str], frozenset[str]]:
    """Give the names under which vendors post to us, and of the channels whose customers come themselves."""
    sections = (*bridge.config.channels.items(), *bridge.config.desks.items())
    webs = frozenset(name for name, section in sections if kind_of(name, section.type) == "web")
    return frozenset(name for name, _ in sections) - webs | {"bots"}, webs


def admission_of(bridge: Bridge) -> Admission:
    """Give the bounds that the configuration and the system set."""
    server = bridge.config.server
    return Admission(
        bridge.office.meter,
        server.requests_at_once,
        server.bodies_at_once,
        most_windows=windows_within(allowed()),
        behind=lambda: bridge.database.behind,
        waiting={
            path: one
            for adapter in bridge.adapters.values()
            if isinstance(adapter, HasWaiting)
            for path, one in adapter.waiting().items()
        },
    )


class Server:
    """The bridge behind its address, and its figures behind theirs."""

    def __init__(self, bridge: Bridge, host: str, port: int, *, shares_port: bool = False) -> None:
        """Take where to listen, and whether other processes listen there too; port 0 takes any free one."""
        self._bridge = bridge
        self._host = host
        self._port = port
        self._shares_port = shares_port
        self._watch = Watch(bridge)
        self._lag = Lag(bridge.office.meter.lag)
        self._runner: web.AppRunner | None = None
        self._figures: web.AppRunner | None = None

    @property
    def port(self) -> int:
        """Give the port on which it listens."""
        return self._port

    @property
    def metrics_port(self) -> int | None:
        """Give the port on which the figures are, when they have one of their own and it listens."""
        return _port_of(self._figures) if self._figures else None

    async def start(self) -> None:
        """Listen with the figures, start the bridge, then listen. Raises `OSError` when an address is taken."""
        self._lag.start()
        metrics = self._bridge.config.observing.metrics
        if metrics.port is not None:
            figures = web.Application()
            figures.add_routes(self._watch.routes(open_to_all=True))
            figures.on_response_prepare.append(safe_headers(self._bridge.config.server))
            runner = ExpectingRunner(figures, access_log=None, shutdown_timeout=LAST_ANSWERS)
            self._figures = await _listen(runner, metrics.host, metrics.port)
        await self._bridge.start()
        admission = admission_of(self._bridge)
        behind_door = DoorRunner(make_app(self._bridge, self._watch, admission), admission, LAST_ANSWERS)
        self._runner = await _listen(behind_door, self._host, self._port, shares_port=self._shares_port)
        self._port = _port_of(self._runner)

    async def stop(self) -> None:
        """Stop listening, then finish what is in hand. The figures can be read until the end."""
        self._watch.stopping = True
        if self._runner is not None:
            await self._runner.cleanup()
        await self._bridge.stop()
        await self._lag.stop()
        if self._figures is not None:
            await self._figures.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int, *, shares_port: bool = False) -> web.AppRunner:
    await runner.setup()
    try:
        await Site(runner, host, port, backlog=UNANSWERED, reuse_port=shares_port or None).start()
    except BaseException:
        await runner.cleanup()
        raise
    return runner


def _port_of(runner: web.AppRunner) -> int:
    port: int = runner.addresses[0][1]
    return port
