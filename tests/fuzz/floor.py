"""A running bridge with all that can be reached from outside, and the addresses that a stranger would like to have.

Rules: it is a scenario's world (`tests/scenarios`), real but for its time; what people have done in it is recorded as
the platform has sent it, so that it can come again with something changed.
"""

import asyncio
import logging
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bridge.pages.cookies import Cookie
from bridge.pages.entry import token_of
from core.ids import FormId
from playground.traffic import Exchange
from tests.fuzz.rules import Faults
from tests.fuzz.words import Json
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.played import KINDS, PLAYED
from tests.scenarios.scenes import talking
from tests.scenarios.secure import ADDRESS, CARD, Browser, address, fills_in, signs_in, until_asked, with_forms
from tests.scenarios.settings import Settings, changed
from tests.scenarios.whole_shop import whole_shop
from tests.scenarios.world import World, a_world

BOT_SECRET = "a secret for this bot only"
METRICS_TOKEN = "a token for those who read the figures"
STATE = b"-state-of-an-installation-"
"""Stands in a request for a state that the bridge has just given out."""
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x02\x08\x02\x00\x00\x00\xfd\xd4\x9as\x00\x00\x00\x16ID"
    b"ATx\x9cc\xfc\xcf\xc0\xc0\xc0\xc0\xc0\xc4\xc0\xc0\xc0\xc0\xc0\x00\x00\r\x1d\x01\x03j\xc2\x9b\xe9\x00\x00\x00\x00IEND\xaeB`\x82"
)


@dataclass
class Floor:
    """A world and what it has given out."""

    world: World
    kind: str
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

    async def state(self) -> bytes:
        """Begin an installation as a browser does, and give its state."""
        url = f"{self.world.url}/slack/install"
        async with ClientSession() as session, session.get(url, allow_redirects=False) as answer:
            found = re.search(r"state=([\w-]+)", answer.headers.get("Location", ""))
            return found[1].encode() if found else b"none"


@asynccontextmanager
async def a_floor(kind: str) -> AsyncIterator[Floor]:
    """Open one on a desk; people do a little of everything there."""
    PLAYED.append(KINDS[kind])
    async with AsyncExitStack() as stack:
        stack.callback(PLAYED.clear)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="deskbridge-fuzz-")))
        world = await stack.enter_async_context(a_world(_settings(kind, folder)))
        faults, recorded = Faults(), list[Exchange]()
        logging.getLogger().addHandler(faults)
        stack.callback(logging.getLogger().removeHandler, faults)
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: faults.lines.append(str(context)))
        world.playground.traffic.listen(lambda one: recorded.append(one) if one.direction == "to_bridge" else None)
        customers, good = await _story(world)
        yield Floor(world, kind, customers, good, recorded, faults)


def _settings(kind: str, folder: Path) -> Settings:
    given = changed(whole_shop(folder), with_forms())
    hook = {"url": "http://127.0.0.1:9/hook", "secret": BOT_SECRET, "timeout": "1s"}
    key = {"id": "one", "algorithm": "HS256", "secret": "a secret of at least thirty-two characters"}
    more: Settings = {
        "server": {"link_secret": "a secret for scenarios only"},
        "observing": {"metrics": {"token": METRICS_TOKEN}},
        "bots": {"beep": {"title": "Beep", "webhook": hook}},
        "queues": {"sales": {"bot": "beep"}},
        "channels": {"web": {"identity": {"keys": [key]}}},
    }
    if kind == "slack":
        more["desks"] = {"slack": {"client_id": "1.2", "client_secret": "a secret of the app"}}
    return changed(given, more)


async def _story(world: World) -> tuple[list[Customer], dict[str, str]]:
    """Let two chats go on, in which everything has been done once."""
    ada, customer = await talking(world)
    quiet = await world.customer()
    file = await customer.uploads("tea.png", PICTURE)
    await customer.says("a picture", file)
    await customer.says("and words")
    await _acts(world, ada, customer)
    await ada.writes("!form card", customer)
    filled = await until_asked(world, customer)
    await fills_in(customer, filled, card__number=CARD, card__expiry="12/40", card__name="Grace")
    await ada.writes("!form address", customer)
    asked = await until_asked(world, customer, place=-1)
    await world.quiet()
    return [customer, quiet], await _good(world, ada, customer, {"filled": filled, "asked": asked})


async def _acts(world: World, ada: Person, customer: Customer) -> None:
    """Let an agent do in each way what can be done in it."""
    said = await ada.writes("a word", customer, files={"cup.txt": b"a cup"})
    await customer.hears("a word")
    await ada.edits(said, "another word")
    await customer.hears("another word")
    await ada.reacts(said, "eyes")
    await ada.deletes(said)
    await ada.command("status")
    await ada.says("help")
    await ada.opens_home()
    await ada.writes("!note a note", customer)
    await ada.writes("!close", customer)
    await ada.clicks_on_card("Note…", customer)
    await ada.fills_in(text="another note")
    await world.quiet()


async def _good(world: World, ada: Person, customer: Customer, forms: dict[str, FormId]) -> dict[str, str]:
    url = address(world, forms["filled"], "ada")
    async with Browser() as browser:
        await signs_in(world, browser, "ada", url)
        cookies = browser.cookies()
    links = world.running.bridge.office.form_links
    assert links is not None
    await ada.writes("!transcript", customer)
    told = await ada.is_told("/transcript/")
    found = re.search(r"/transcript/([\w.-]+)", told.text)
    assert found is not None, told.text
    media = next(part for part in customer.files() if part["name"] == "tea.png")
    return {
        "token": customer._token,  # noqa: SLF001 - a stranger who has got hold of it
        "asked": forms["asked"],
        "form link": links.customers(forms["asked"]).rpartition("/")[2],
        "agent's ticket": url.rpartition("for=")[2],
        "agent's cookies": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "agent's press": token_of(cookies[Cookie.SESSION.value]),
        "filled": forms["filled"],
        "transcript": found[1],
        "file": media["url"].rpartition(world.url)[2],
        "title": str(ADDRESS["title"]),
    }


def _shape(value: Any) -> set[str]:
    """Give the names in a body, so that of bodies that look alike one is kept."""
    if isinstance(value, dict):
        return set(value) | {name for one in value.values() for name in _shape(one)}
    return {name for one in value for name in _shape(one)} if isinstance(value, list) else set()
