"""The adapter of WhatsApp by Twilio on a real port, with Twilio's part beside it and the core's ports in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from aiohttp import ClientSession, web
from aiohttp.test_utils import unused_port

from adapters.meta.whatsapp.ids import Line
from adapters.spec import Context
from adapters.whatsapp_twilio import WhatsAppTwilioAdapter
from adapters.whatsapp_twilio.config import WhatsAppTwilioSection
from core.directory import Directory
from core.ids import ChannelName
from core.ports import Notes
from tests.adapters.meta.around import Banned
from tests.adapters.sms.twilio import ACCOUNT, MIA, OURS, SERVICE, TOKEN, FakeTwilio, a_message
from tests.adapters.sms.world import Kept, Noted, Standing
from tests.clock import FakeClock

NAME = ChannelName("whatsapp_twilio")
MIA_ID = "US.13491208655302741918"
ADDRESS = f"whatsapp:{MIA}"
MIAS = Line(MIA.removeprefix("+"), OURS).contact


@dataclass
class World:
    """The adapter, and what is around it."""

    adapter: WhatsAppTwilioAdapter
    twilio: FakeTwilio
    inbox: Kept
    feed: Standing
    memory: Notes
    clock: FakeClock
    url: str
    unknown: Noted
    context: Context

    def another(self) -> WhatsAppTwilioAdapter:
        """Give what another process of the same bridge has."""
        return WhatsAppTwilioAdapter(self.context)

    @property
    def bodies(self) -> list[Any]:
        return [one.body for one in self.inbox.inbounds]

    async def comes(self, text: str = "hello", sid: str = "SMin1", **more: str) -> int:
        """Let Mia write, whose number is told and whose id beside it."""
        return await self.twilio.calls_us(f"{self.url}/{NAME}/incoming", on_whatsapp(text, sid, **more))


def on_whatsapp(text: str = "hello", sid: str = "SMin1", **more: str) -> dict[str, str]:
    """Give what Twilio posts when Mia writes on WhatsApp."""
    who = {"From": ADDRESS, "To": f"whatsapp:{OURS}", "ProfileName": "Mia Chen", "WaId": MIA.removeprefix("+")}
    told = {"MessageType": "text", "ExternalUserId": f"whatsapp:{MIA_ID}", "ReferralNumMedia": "0"}
    return a_message(text, sid, **{**who, **told, **more})


def section(twilio: FakeTwilio, **changes: Any) -> WhatsAppTwilioSection:
    """Give the section: a number of support's and a messaging service of sales'."""
    given: dict[str, Any] = {
        "queue": "support",
        "queues": ["sales"],
        "account_sid": ACCOUNT,
        "auth_token": TOKEN,
        "senders": [{"id": OURS}, {"id": SERVICE, "queue": "sales"}],
        "api_url": twilio.url,
    }
    return WhatsAppTwilioSection.model_validate(given | changes)


@asynccontextmanager
async def a_world(links: Any = None, banned: Banned | None = None, **changes: Any) -> AsyncIterator[World]:
    """Start Twilio and the adapter."""
    port = unused_port()
    url = f"http://127.0.0.1:{port}"
    async with FakeTwilio().running() as twilio, ClientSession() as session:
        inbox, feed, memory, clock = Kept(), Standing(), Notes(), FakeClock()
        twilio.now = lambda: datetime.fromtimestamp(clock.seconds, UTC)
        nothing, unknown = cast(Any, None), Noted()
        context = Context(
            name=NAME, section=section(twilio, **changes), public_url=url, inbox=cast(Any, inbox),
            feed=cast(Any, feed), files=nothing, fleeting=nothing, desktop=nothing, clock=clock.bridge,
            registry=nothing, directory=Directory, session=lambda: session, memory=memory, links=links,
            unknown=unknown, bans=banned or Banned(),
        )  # fmt: skip
        adapter = WhatsAppTwilioAdapter(context)
        app = web.Application()
        app.add_routes(adapter.routes())
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield World(adapter, twilio, inbox, feed, memory, clock, url, unknown, context)
        finally:
            await runner.cleanup()
