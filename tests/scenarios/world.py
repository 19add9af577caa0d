"""The whole bridge and the playground in one process, on one clock, spoken to in the words of the people in it.

Rules:
1. A test says what people do and see: `await customer.says("hi")`, `await ada.clicks("Accept")`,
   `await customer.hears("hello")`. `scenes` has the usual beginnings.
2. Everything is real but the time: HTTP, WebSockets, the database, the files of the configuration, the platform's
   limits. Each scenario is played on every desk that `conftest` names; tests marked `workers` are played again by two
   bridges on PostgreSQL and Redis.
3. A line in the log that tells of a bug of ours fails the test, whatever else it looked at.
"""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection
from structlog.processors import format_exc_info
from structlog.testing import capture_logs

from bridge.handlers.features import Features
from playground.server import Playground
from tests.clock import FakeClock
from tests.scenarios.blank import lay_out
from tests.scenarios.customer import Customer
from tests.scenarios.desk import Desk
from tests.scenarios.hands import Hands
from tests.scenarios.kind import Kind, Settings, Start
from tests.scenarios.played import on_desk, played
from tests.scenarios.running import SHARED, Running
from tests.scenarios.settings import changed, config_of, settings
from tests.scenarios.signing_in import Browser
from tests.scenarios.somebody import Somebody
from tests.scenarios.waiting import Waiting
from tests.servers import free_port

T = TypeVar("T")

OUR_FAULT = frozenset(
    {
        "inbound_failed",
        "inbound_parked",
        "outbox_failed",
        "slack_interaction_failed",
        "slack_interaction_not_stored",
        "slack_request_not_stored",
        "teams_interaction_failed",
        "teams_request_not_stored",
        "worker_turn_failed",
    }
)
"""Lines of the log that no scenario may cause: each is a bug of ours."""


class World:
    """A scenario's world."""

    def __init__(self, given: Settings, folder: Path, playground: Playground, clock: FakeClock, kind: Kind) -> None:
        """Keep what a bridge is started from."""
        self._given = given
        self.folder = folder
        self._shared = SHARED[-1] if SHARED else None
        self._ports = [free_port() for _ in range(2 if self._shared and self._shared.redis else 1)]
        self.clock = clock
        self.playground = playground
        self.url = f"http://127.0.0.1:{self._ports[0]}"
        self.customers: list[Customer] = []
        self.phone: Somebody | None = None
        """Whose chat is meant where no customer is named, in a world with a phone."""
        self.desk = Desk(self, kind)
        self._kind = kind
        self.hands = Hands()
        self._browsers: dict[str, Browser] = {}
        self._waiting = Waiting(self)
        self._running: Running | None = None
        self._is_new = True
        self.features: Features | None = None
        self.log: list[Any] = []

    @property
    def urls(self) -> list[str]:
        """Where each of its bridges is; `url`, the first, is where people find them all."""
        return [f"http://127.0.0.1:{port}" for port in self._ports]

    @property
    def running(self) -> Running:
        """The bridge that runs now."""
        assert self._running is not None, "the bridge does not run"
        return self._running

    async def start(self) -> None:
        """Start a bridge on this world's database and tell the platform where it is."""
        is_first, self._is_new = self._is_new, False
        servers: Settings = {}
        if is_first and self._shared is None:
            await lay_out(self.folder / "bridge.db")
        if self._shared is not None:
            servers = {"storage": {"url": self._shared.postgres}}
            servers |= {"redis": {"url": self._shared.redis}} if self._shared.redis else {}
        configs = [
            config_of(self._given, self.folder, port, self.playground.url, servers, self.url) for port in self._ports
        ]
        self._running = await Running.begin(configs, self.clock.bridge, self.features)
        url = f"http://127.0.0.1:{self._ports[-1]}"  # of two bridges, customers have the one and the desk the other
        await self._kind.meet(self.playground, Start(self._running.bridge, configs[-1], url, is_first))
        for customer in self.customers:
            await customer.opens()

    async def stop(self) -> None:
        """End the bridge in order; windows lose their connection."""
        await self._end(Running.stop)

    async def crash(self) -> None:
        """Kill the bridge; `start` starts another on the same database."""
        await self._end(Running.crash)

    async def restart(self, changes: Mapping[str, Any] | None = None) -> None:
        """End the bridge in order and start another on the same database, with changes to its configuration."""
        await self.stop()
        self._given = changed(self._given, on_desk(changes or {}))
        await self.start()

    async def _end(self, how: Callable[[Running], Any]) -> None:
        for customer in self.customers:
            await customer.leaves()
        running, self._running = self._running, None
        if running is not None:
            await how(running)

    async def customer(self, queue: str = "", locale: str = "") -> Customer:
        """Let somebody new open the shop's page, with a browser of that language."""
        customer = Customer(self, queue, locale)
        self.customers.append(customer)
        await customer.opens()
        return customer

    def browser_of(self, user: str) -> Browser:
        """Give the browser of somebody at the desk."""
        return self._browsers.get(user) or self._browsers.setdefault(user, Browser(user))

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Read the database."""
        return await self.running.bridge.database.read(work)

    async def until(self, look: Callable[[], T | None], what: str | Callable[[], str], patience: float = 30.0) -> T:
        """Return the first truthy answer of `look`; small pauses of the clock pass by themselves."""
        return await self._waiting.until(look, what, patience)

    async def comes(self, work: Callable[[Connection], object], what: str) -> None:
        """Wait until the database says so, at this very moment of the clock."""
        await self._waiting.comes(work, what)

    async def handed_over(self) -> None:
        """Wait until what somebody typed has been handed over, as it would be before they could type the next."""
        await self._waiting.handed_over()

    async def quiet(self, patience: float = 120.0) -> None:
        """Wait until everything that has been caused has arrived, so many seconds of the clock at the most."""
        await self._waiting.quiet(patience)

    async def passes(self, seconds: float) -> None:
        """Let time pass."""
        await self._waiting.passes(seconds)

    def troubles(self) -> list[str]:
        """Give the lines of the log that tell of trouble."""
        return [str(line) for line in self.log if line.get("log_level") in ("warning", "error")]

    async def close(self, kind: type[BaseException] | None, *_: object) -> None:
        """End everything; after a failure without waiting for what may never end."""
        for customer in self.customers:
            await customer.goes()
        for browser in self._browsers.values():
            await browser.close()
        await self._end(Running.stop if kind is None else Running.crash)


@asynccontextmanager
async def a_world(
    changes: Mapping[str, Any] | None = None,
    *,
    people: Mapping[str, str] | None = None,
    before: Callable[[Playground], Awaitable[None]] | None = None,
    features: Features | None = None,
) -> AsyncIterator[World]:
    """Start a world with `changes` to the shop's settings; end it, and see that nothing of ours went wrong.

    `people` are more people on the platform, each with a name; `before` makes the playground ready in other ways.
    """
    clock, kind = FakeClock(), played()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="deskbridge-scenario-")))
        playground = await stack.enter_async_context(Playground(clock=clock.vendor, port=0))
        if before is not None:
            await before(playground)
        given = changed(settings(), on_desk(changes or {}))
        there = {kind.user(who): name for who, name in (people or {}).items()}
        await kind.prepare(playground, given["desks"][kind.name], there)
        world = World(given, folder, playground, clock, kind)
        world.features = features
        world.log = stack.enter_context(capture_logs(processors=[format_exc_info]))
        stack.push_async_exit(world.close)
        await world.start()
        yield world
        faults = [str(line) for line in world.log if line["event"] in OUR_FAULT]
        assert not faults, faults
