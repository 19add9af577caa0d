"""The WhatsApp adapter on a real port, with the playground's Meta beside it and the core's ports in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

from adapters.meta.whatsapp.ids import Line
from adapters.whatsapp import WhatsAppAdapter
from adapters.whatsapp.config import WhatsAppSection
from core.ids import ChannelName
from playground.meta import admin
from playground.meta.seed import APP_SECRET, MIA_USER, MIA_WA, NOA_USER, PHONE_ID, SECOND_ID, VERIFY_TOKEN, WA_TOKEN
from playground.meta.whatsapp.people import Person
from playground.server import Playground
from tests.adapters.around import Around, served
from tests.adapters.meta.at_meta import AtMeta
from tests.clock import FakeClock

WHATSAPP = ChannelName("whatsapp")
NUMBER, OTHER_NUMBER = PHONE_ID, SECOND_ID
MIA, MIA_ID, NOA_ID = MIA_WA, MIA_USER, NOA_USER
MIAS = Line(MIA, NUMBER).contact


@dataclass(kw_only=True)
class World(Around):
    """The adapter, and what is around it."""

    adapter: WhatsAppAdapter
    meta: AtMeta

    @property
    def now(self) -> str:
        return str(int(self.clock.seconds))

    async def comes(self, *messages: Any, number: str = NUMBER, contact: Any = None, field: str = "messages") -> int:
        """Let messages come, of Mia's unless a contact is given."""
        contacts = [contact or {"profile": {"name": "Mia Chen"}, "wa_id": MIA, "user_id": MIA_ID}]
        return await self.says({"contacts": contacts, "messages": list(messages)}, number, field)

    async def says(self, what: dict[str, Any], number: str = NUMBER, field: str = "messages") -> int:
        metadata = {"display_phone_number": "12025550100", "phone_number_id": number}
        value = {"messaging_product": "whatsapp", "metadata": metadata, **what}
        entry = {"id": "1", "changes": [{"field": field, "value": value}]}
        return await self.meta.calls_us(self.hook, {"object": "whatsapp_business_account", "entry": [entry]})

    @property
    def hook(self) -> str:
        return self.url + "/whatsapp/webhook"

    @property
    def mia(self) -> Person:
        """Give what Meta knows of Mia."""
        return self.meta.playground.whatsapp.person(MIA)

    async def is_told(self) -> None:
        """Let Meta tell from now on what happens, by itself."""
        await admin.configure(self.meta.meta, {"whatsapp_url": self.hook, "whatsapp_verify_token": VERIFY_TOKEN})

    async def writes(self, text: str) -> str:
        """Let Mia write in her app, and give what WhatsApp calls it."""
        sent = await self.meta.playground.whatsapp.simulate.send(person=MIA, text=text)
        await self.meta.meta.settled()
        return str(sent["wamid"])

    def message(self, text: str = "hello", id: str = "wamid.1", **more: Any) -> dict[str, Any]:
        return self.kind("text", id, {"body": text}, **more)

    def kind(self, kind: str, id: str, body: Any, **more: Any) -> dict[str, Any]:
        return {"from": MIA, "from_user_id": MIA_ID, "id": id, "timestamp": self.now, "type": kind, kind: body} | more


def section(meta: AtMeta, **changes: Any) -> WhatsAppSection:
    """Give the section: a number of support's and one of sales'."""
    given: dict[str, Any] = {
        "queue": "support",
        "queues": ["sales"],
        "app_secret": APP_SECRET,
        "verify_token": VERIFY_TOKEN,
        "access_token": WA_TOKEN,
        "numbers": [{"id": NUMBER}, {"id": OTHER_NUMBER, "queue": "sales"}],
        "api_url": meta.meta.base_url,
    }
    return WhatsAppSection.model_validate(given | changes)


@asynccontextmanager
async def a_world(**changes: Any) -> AsyncIterator[World]:
    """Start Meta and the adapter; Mia has written a moment ago, and Meta wants a proof with each call."""
    clock = FakeClock()
    async with Playground(clock=clock.vendor, port=0) as playground, ClientSession() as session:
        meta, around = AtMeta(playground), Around(clock=clock)
        meta.meta.settings.require_proof = True
        playground.whatsapp.person(MIA).wrote = {NUMBER: clock.seconds}
        given = section(meta, **changes)
        adapter = WhatsAppAdapter(around.context("whatsapp", given, session, public_url="https://chat.example"))
        async with served(adapter, around.port):
            yield World(**vars(around), adapter=adapter, meta=meta)
