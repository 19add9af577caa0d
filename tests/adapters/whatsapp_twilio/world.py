"""The adapter of WhatsApp by Twilio on a real port, with the playground's Twilio beside it, and the ports in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

from adapters.meta.whatsapp.ids import Line
from adapters.spec import Context
from adapters.whatsapp_twilio import WhatsAppTwilioAdapter
from adapters.whatsapp_twilio.config import WhatsAppTwilioSection
from core.ids import ChannelName
from playground.server import Playground
from tests.adapters.around import Around, Banned, served
from tests.adapters.twilio.at_twilio import MIA, MIA_ID, OURS, AtTwilio, a_message, account
from tests.clock import FakeClock

NAME = ChannelName("whatsapp_twilio")
ADDRESS = f"whatsapp:{MIA}"
MIAS = Line(MIA.removeprefix("+"), OURS).contact


@dataclass(kw_only=True)
class World(Around):
    """The adapter, and what is around it."""

    adapter: WhatsAppTwilioAdapter
    twilio: AtTwilio
    given: Context

    def another(self) -> WhatsAppTwilioAdapter:
        """Give what another process of the same bridge has."""
        return WhatsAppTwilioAdapter(self.given)

    async def comes(self, text: str = "hello", sid: str = "SMin1", **more: str) -> int:
        """Let Mia write, whose number is told and whose id beside it."""
        return await self.twilio.calls_us(f"{self.url}/{NAME}/incoming", on_whatsapp(text, sid, **more))


def on_whatsapp(text: str = "hello", sid: str = "SMin1", **more: str) -> dict[str, str]:
    """Give what Twilio posts when Mia writes on WhatsApp."""
    who = {"From": ADDRESS, "To": f"whatsapp:{OURS}", "ProfileName": "Mia Chen", "WaId": MIA.removeprefix("+")}
    told = {"MessageType": "text", "ExternalUserId": f"whatsapp:{MIA_ID}", "ReferralNumMedia": "0"}
    return a_message(text, sid, **{**who, **told, **more})


def section(url: str = "http://127.0.0.1:9", **changes: Any) -> WhatsAppTwilioSection:
    """Give the section."""
    return WhatsAppTwilioSection.model_validate(account(url) | changes)


@asynccontextmanager
async def a_world(links: Any = None, banned: Banned | None = None, **changes: Any) -> AsyncIterator[World]:
    """Start Twilio and the adapter; WhatsApp has approved the templates of the section."""
    clock = FakeClock()
    async with Playground(clock=clock.vendor, port=0) as playground, ClientSession() as session:
        twilio, around = AtTwilio(playground), Around(clock=clock, bans=banned or Banned())
        await twilio.opens()
        twilio.twilio.settings.public_url, twilio.twilio.settings.reached_at = "https://chat.example", around.url
        for one in changes.get("templates", ()):
            twilio.has_template(one["sid"], one["text"])
        given = around.context(NAME, section(twilio.url, **changes), session, links=links)
        adapter = WhatsAppTwilioAdapter(given)
        async with served(adapter, around.port):
            yield World(**vars(around), adapter=adapter, twilio=twilio, given=given)
            await twilio.twilio.settled()
