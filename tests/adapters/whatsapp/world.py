"""The WhatsApp adapter on a real port, with Meta's part beside it and the core's ports in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from aiohttp import ClientSession, web
from aiohttp.test_utils import unused_port

from adapters.meta.whatsapp.ids import Line
from adapters.spec import Context
from adapters.whatsapp import WhatsAppAdapter
from adapters.whatsapp.config import WhatsAppSection
from core.directory import Directory
from core.ids import ChannelName
from core.ports import Notes
from tests.adapters.meta.around import Banned, Kept, Oddities, Shelf, Standing
from tests.adapters.meta.fake_meta import SECRET, TOKEN, WORD, FakeMeta
from tests.clock import FakeClock

WHATSAPP = ChannelName("whatsapp")
NUMBER, OTHER_NUMBER = "100000000000004", "100000000000005"
MIA, MIA_ID = "12025550177", "US.13491208655302741918"
NOA_ID = "IL.77120039485726112394"
MIAS = Line(MIA, NUMBER).contact


@dataclass
class World:
    """The adapter, and what is around it."""

    adapter: WhatsAppAdapter
    meta: FakeMeta
    inbox: Kept
    feed: Standing
    memory: Notes
    files: Shelf
    clock: FakeClock
    unknown: Oddities
    url: str

    @property
    def bodies(self) -> list[Any]:
        return [one.body for one in self.inbox.inbounds]

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
        return await self.meta.calls_us(
            self.url + "/whatsapp/webhook", {"object": "whatsapp_business_account", "entry": [entry]}
        )

    def message(self, text: str = "hello", id: str = "wamid.1", **more: Any) -> dict[str, Any]:
        return self.kind("text", id, {"body": text}, **more)

    def kind(self, kind: str, id: str, body: Any, **more: Any) -> dict[str, Any]:
        return {"from": MIA, "from_user_id": MIA_ID, "id": id, "timestamp": self.now, "type": kind, kind: body} | more


def section(meta: FakeMeta, **changes: Any) -> WhatsAppSection:
    """Give the section: a number of support's and one of sales'."""
    given: dict[str, Any] = {
        "queue": "support",
        "queues": ["sales"],
        "app_secret": SECRET,
        "verify_token": WORD,
        "access_token": TOKEN,
        "numbers": [{"id": NUMBER}, {"id": OTHER_NUMBER, "queue": "sales"}],
        "api_url": meta.url,
    }
    return WhatsAppSection.model_validate(given | changes)


@asynccontextmanager
async def a_world(**changes: Any) -> AsyncIterator[World]:
    """Start Meta and the adapter."""
    port = unused_port()
    async with FakeMeta().running() as meta, ClientSession() as session:
        inbox, feed, memory, files, clock = Kept(), Standing(), Notes(), Shelf(), FakeClock()
        nothing, unknown = cast(Any, None), Oddities()
        context = Context(
            name="whatsapp", section=section(meta, **changes), public_url="https://chat.example",
            inbox=cast(Any, inbox), feed=cast(Any, feed), files=cast(Any, files), fleeting=nothing, desktop=nothing,
            clock=clock.bridge, registry=nothing, directory=Directory, session=lambda: session, bans=Banned(),
            memory=memory, unknown=unknown,
        )  # fmt: skip
        adapter = WhatsAppAdapter(context)
        app = web.Application()
        app.add_routes(adapter.routes())
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield World(adapter, meta, inbox, feed, memory, files, clock, unknown, f"http://127.0.0.1:{port}")
        finally:
            await runner.cleanup()
