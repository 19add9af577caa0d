"""The Messenger adapter on a real port, with the playground's Meta beside it and the core's ports in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

from adapters.messenger import MessengerAdapter
from adapters.messenger.config import MessengerSection
from adapters.messenger.ids import Line
from core.ids import ChannelName
from playground.meta import admin
from playground.meta.messenger.people import Person
from playground.meta.seed import APP_SECRET, MIA_PSID, PAGE, PAGE_TOKEN, VERIFY_TOKEN
from playground.server import Playground
from tests.adapters.around import Around, served
from tests.adapters.meta.at_meta import AtMeta
from tests.adapters.planted import kept_name
from tests.clock import FakeClock

MESSENGER = ChannelName("messenger")
MIA, NOOR = MIA_PSID, "5000000000000009"
"""Mia, and somebody whose name Meta doesn't tell us."""
OTHER_PAGE = "100000000000009"
MIAS = Line(MIA, PAGE).contact


@dataclass(kw_only=True)
class World(Around):
    """The adapter, and what is around it."""

    adapter: MessengerAdapter
    meta: AtMeta

    @property
    def now(self) -> int:
        return int(self.clock.seconds * 1000)

    async def comes(self, *events: dict[str, Any], page: str = PAGE, signature: str | None = None) -> int:
        entry = {"id": page, "time": self.now, "messaging": list(events)}
        return await self.meta.calls_us(self.hook, {"object": "page", "entry": [entry]}, signature)

    @property
    def mia(self) -> Person:
        """Give what Meta knows of Mia."""
        return self.meta.playground.messenger.person(MIA)

    async def is_told(self) -> None:
        """Let Meta tell from now on what happens, by itself."""
        await admin.configure(self.meta.meta, {"messenger_url": self.hook, "messenger_verify_token": VERIFY_TOKEN})

    async def writes(self, text: str) -> None:
        """Let Mia write, in her app."""
        await self.meta.playground.messenger.simulate.send(person=MIA, text=text)
        await self.meta.meta.settled()

    @property
    def hook(self) -> str:
        return self.url + "/messenger/webhook"

    def event(self, person: str = MIA, at: int = 0, **what: Any) -> dict[str, Any]:
        return {"sender": {"id": person}, "recipient": {"id": PAGE}, "timestamp": self.now + at, **what}

    def message(self, text: str = "hello", mid: str = "m_in1", person: str = MIA, at: int = 0, **more: Any) -> Any:
        return self.event(person, at, message={"mid": mid, "text": text} | more)

    def echo(self, text: str, mid: str, **more: Any) -> dict[str, Any]:
        message = {"mid": mid, "text": text, "is_echo": True} | more
        return {"sender": {"id": PAGE}, "recipient": {"id": MIA}, "timestamp": self.now, "message": message}


def section(meta: AtMeta, **changes: Any) -> MessengerSection:
    """Give the section: a page of support's and one of sales'."""
    given: dict[str, Any] = {
        "queue": "support",
        "queues": ["sales"],
        "app_secret": APP_SECRET,
        "verify_token": VERIFY_TOKEN,
        "pages": [
            {"id": PAGE, "access_token": PAGE_TOKEN, "human_agent": changes.pop("human_agent", False)},
            {"id": OTHER_PAGE, "access_token": PAGE_TOKEN, "queue": "sales"},
        ],
        "api_url": meta.meta.base_url,
    }
    return MessengerSection.model_validate(given | changes)


@asynccontextmanager
async def a_world(**changes: Any) -> AsyncIterator[World]:
    """Start Meta and the adapter; Mia has written a moment ago, and Meta wants a proof with each call."""
    clock = FakeClock()
    async with Playground(clock=clock.vendor, port=0) as playground, ClientSession() as session:
        meta, around = AtMeta(playground), Around(clock=clock)
        meta.meta.settings.require_proof = True
        playground.messenger.person(MIA).wrote = clock.seconds
        given = section(meta, **changes)
        adapter = MessengerAdapter(
            around.context("messenger", given, session, public_url="https://chat.example", kept_name=kept_name)
        )
        async with served(adapter, around.port):
            yield World(**vars(around), adapter=adapter, meta=meta)
