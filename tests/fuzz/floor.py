"""A running bridge with all that can be reached from outside, and the addresses that a stranger would like to have.

Rules: it is a scenario's world (`tests/scenarios`), real but for its time; what people have done in it is recorded as
the platform has sent it, so that it can come again with something changed.
"""

import asyncio
import logging
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bridge.store.database import open_database
from playground.meta import seed as meta
from playground.server import Playground
from playground.traffic import Exchange
from tests.adapters.twilio.at_twilio import ACCOUNT, OURS, TOKEN, AtTwilio
from tests.fuzz.further import further_sections
from tests.fuzz.ground import Ground
from tests.fuzz.rules import Faults
from tests.fuzz.story import happened
from tests.fuzz.words import Json
from tests.scenarios.customer import Customer
from tests.scenarios.played import KINDS, PLAYED, OnDesk
from tests.scenarios.running import SHARED, Shared
from tests.scenarios.secure import with_forms
from tests.scenarios.settings import Settings, changed
from tests.scenarios.whole_shop import whole_shop
from tests.scenarios.world import World, a_world

BOT_SECRET = "a secret for this bot only"
LINK_SECRET = "a secret for scenarios only"
TOKEN_SECRET = "a secret of the widget's only"
METRICS_TOKEN = "a token for those who read the figures"


@dataclass
class Floor:
    """A world and what it has given out."""

    world: World
    ground: Ground
    customers: list[Customer]
    good: dict[str, str]
    """Addresses and words that open something, by name."""
    recorded: list[Exchange]
    """What the platform has sent."""
    faults: Faults = field(default_factory=Faults)
    read: int = 0
    """How many lines of the log were judged."""
    tried: int = 0
    made: int = 0
    """How many events were made to look new."""
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    """How often each door was answered by which status."""

    @property
    def port(self) -> int:
        """Where the bridge listens."""
        return int(self.world.url.rpartition(":")[2])

    def bodies(self, path: str) -> list[Json]:
        """Give what the platform has sent there, one of each kind and shape."""
        found: dict[str, Any] = {}
        for one in self.recorded:
            if one.path.endswith(path) and isinstance(one.request, dict):
                found.setdefault(f"{one.summary} {sorted(_shape(one.request))}", one.request)
        return list(found.values())


@asynccontextmanager
async def a_floor(ground: Ground) -> AsyncIterator[Floor]:
    """Open one; people do a little of everything there."""
    async with AsyncExitStack() as stack:
        PLAYED.append(KINDS[ground.desk])
        stack.callback(PLAYED.clear)
        if ground.postgres:
            SHARED.append(Shared(ground.postgres))
            stack.callback(SHARED.clear)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="deskbridge-fuzz-")))
        there: list[str] = []

        async def before(playground: Playground) -> None:
            there.append(playground.url)

        given = _settings(ground, folder, there)
        given["channels"] |= {name: _further(name, there) for name in further_sections("")}
        world = await stack.enter_async_context(a_world(given, before=before))
        twilio = AtTwilio(world.playground)
        await twilio.opens()
        faults, recorded = Faults(), list[Exchange]()
        logging.getLogger().addHandler(faults)
        stack.callback(logging.getLogger().removeHandler, faults)
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: faults.lines.append(str(context)))
        world.playground.traffic.listen(lambda one: recorded.append(one) if one.direction == "to_bridge" else None)
        customers, good = await happened(world, twilio, by_suite=ground.by_suite)
        yield Floor(world, ground, customers, good, recorded, faults)


def _further(name: str, there: list[str]) -> OnDesk:
    """Give a channel's section, once it is known where the playground is."""
    return OnDesk(lambda _: further_sections(there[0])[name])


def prepare(url: str) -> None:
    """Lay out a PostgreSQL database from which each floor's own is copied."""

    async def migrated() -> None:
        await (await open_database(url)).close()

    asyncio.run(migrated())


def _settings(ground: Ground, folder: Path, there: list[str]) -> Settings:
    given = changed(whole_shop(folder), with_forms())
    hook = {"url": "http://127.0.0.1:9/hook", "secret": BOT_SECRET, "timeout": "1s"}
    key = {"id": "one", "algorithm": "HS256", "secret": "a secret of at least thirty-two characters"}
    account = {"account_sid": ACCOUNT, "auth_token": TOKEN, "api_url": OnDesk(lambda _: f"{there[0]}/twilio")}
    api = OnDesk(lambda _: f"{there[0]}/graph")
    app = {"app_secret": meta.APP_SECRET, "verify_token": meta.VERIFY_TOKEN, "api_url": api}
    more: Settings = {
        "server": {"link_secret": LINK_SECRET},
        "storage": {"lock_timeout": ground.lock_timeout},
        "observing": {"metrics": {"token": METRICS_TOKEN}},
        "bots": {"beep": {"title": "Beep", "webhook": hook}},
        "queues": {"sales": {"bot": "beep"}},
        "channels": {
            "web": {"token_secret": TOKEN_SECRET, "identity": {"keys": [key]}},
            "messenger": {**app, "queue": "support", "pages": [{"id": meta.PAGE, "access_token": meta.PAGE_TOKEN}]},
            "whatsapp": {**app, "access_token": meta.WA_TOKEN, "queue": "support", "numbers": [{"id": meta.PHONE_ID}]},
            "sms": {**account, "queue": "support", "senders": [{"id": OURS}]},
        },
    }
    if ground.desk == "slack":
        more["desks"] = {"slack": {"client_id": "1.2", "client_secret": "a secret of the app"}}
    if ground.by_suite:
        more["desks"] = OnDesk(lambda kind: {kind.name: kind.openid()})
        more["server"] |= {"trusted_proxies": ["127.0.0.0/8"]}  # a sign-in each from an address of its own
    return changed(given, more)


def _shape(value: Any) -> set[str]:
    """Give the names in a body, so that of bodies that look alike one is kept."""
    if isinstance(value, dict):
        return set(value) | {name for one in value.values() for name in _shape(one)}
    return {name for one in value for name in _shape(one)} if isinstance(value, list) else set()
