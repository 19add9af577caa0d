"""The playground's web server: every vendor, the people's routes and the page, on one address.

Rules: `Playground` is what tests and the demo hold: start, use, stop; nothing runs before `start`. It deliberately
binds to the loopback unless told otherwise, because the people's routes ask for no password.
"""

from pathlib import Path
from typing import Self, TypeVar

from aiohttp import web

from playground import pages, sim_routes
from playground.changes import Changes
from playground.clock import Clock, SystemClock
from playground.faults import Faults
from playground.meta import routes as meta_routes
from playground.meta.messenger.world import Messenger
from playground.meta.whatsapp.world import WhatsApp
from playground.meta.world import Meta
from playground.slack import routes as slack_routes
from playground.slack.world import Slack
from playground.teams import routes as teams_routes
from playground.teams.world import Teams
from playground.traffic import Traffic
from playground.twilio import routes as twilio_routes
from playground.twilio.world import Twilio
from playground.vendors import Vendor, makers

T = TypeVar("T", bound=Vendor)

MAX_REQUEST_BYTES = 64 * 1024 * 1024
STATIC = Path(__file__).parent / "static"


class Playground:
    """All vendors' sides, in one process."""

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        host: str = "127.0.0.1",
        port: int = 8090,
        bridge_url: str = "http://127.0.0.1:8080",
        phone: bool = False,
        meta: bool = False,
    ) -> None:
        """Prepare a world; `port=0` takes any free port.

        `phone` shows the phone that writes SMS on the page, `meta` Messenger and WhatsApp.
        """
        self.clock = clock or SystemClock()
        self.host, self.port, self.bridge_url = host, port, bridge_url
        self.phone, self.shows_meta = phone, meta
        self.changes = Changes()
        self.traffic = Traffic()
        self.faults = Faults(self.changes.ring)
        self.slack = Slack(self.clock, self.changes, self.faults, self.traffic)
        self.teams = Teams(self.clock, self.changes, self.faults, self.traffic)
        self.twilio = Twilio(self.clock, self.changes, self.faults, self.traffic)
        self.meta = Meta(self.clock, self.changes, self.faults, self.traffic)
        self.further = [make(self.clock, self.changes, self.faults, self.traffic) for make in makers()]
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{self.host}:{self.port}"

    @property
    def messenger(self) -> Messenger:
        """Meta's Messenger."""
        return self.meta.messenger

    @property
    def whatsapp(self) -> WhatsApp:
        """Meta's WhatsApp."""
        return self.meta.whatsapp

    def of(self, kind: type[T]) -> T:
        """Give the world of a vendor that is played beside the others."""
        return next(one for one in self.further if isinstance(one, kind))

    async def start(self) -> None:
        """Listen.

        Raises OSError when the port is taken.
        """
        # A handler ends when its client goes: a fault that never answers must not outlive the request.
        self._runner = web.AppRunner(self.app(), access_log=None, handler_cancellation=True, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        self.port = self._runner.addresses[0][1]
        self.slack.started_at(self.url)
        self.teams.started_at(self.url)
        self.twilio.started_at(self.url)
        self.meta.started_at(self.url)
        for one in self.further:
            one.started_at(self.url)

    async def stop(self) -> None:
        """Stop listening and end everything under way."""
        await self.slack.stop()
        await self.teams.stop()
        await self.twilio.stop()
        await self.meta.stop()
        for one in self.further:
            await one.stop()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def reset(self) -> None:
        """Begin again: the default world, no faults, an empty inspector; settings stay."""
        self.faults.clear()
        self.traffic.clear()
        await self.slack.reset()
        await self.teams.reset()
        await self.twilio.reset()
        await self.meta.reset()
        for one in self.further:
            await one.reset()

    def app(self) -> web.Application:
        """Build the application with every route."""
        app = web.Application(client_max_size=MAX_REQUEST_BYTES)
        slack_routes.add(app, self.slack)
        teams_routes.add(app, self.teams)
        twilio_routes.add(app, self.twilio)
        meta_routes.add(app, self.meta)
        for one in self.further:
            one.add(app)
        sim_routes.add(app, self)
        pages.add(app, self, STATIC)
        return app

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self.stop()
