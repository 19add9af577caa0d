"""The SMS adapter on a real port, with the playground's Twilio beside it and the core's ports in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

from adapters.sms import SmsAdapter
from adapters.sms.config import SmsSection
from core.ids import ChannelName
from playground.server import Playground
from tests.adapters.around import Around, served
from tests.adapters.twilio.at_twilio import AtTwilio, account
from tests.clock import FakeClock

SMS = ChannelName("sms")
PUBLIC = "https://chat.example"
"""What begins so is ours, whoever calls it."""


@dataclass(kw_only=True)
class World(Around):
    """The adapter, and what is around it."""

    adapter: SmsAdapter
    twilio: AtTwilio

    async def comes(self, params: Any, path: str = "/sms/incoming", **changes: str) -> int:
        return await self.twilio.calls_us(self.url + path, params, **changes)


def section(url: str = "http://127.0.0.1:9", **changes: Any) -> SmsSection:
    """Give the section."""
    return SmsSection.model_validate(account(url) | changes)


@asynccontextmanager
async def a_world(public_url: str | None = None, links: Any = None, **changes: Any) -> AsyncIterator[World]:
    """Start Twilio and the adapter; `public_url` is what a proxy shows of it."""
    clock = FakeClock()
    async with Playground(clock=clock.vendor, port=0) as playground, ClientSession() as session:
        twilio, around = AtTwilio(playground), Around(clock=clock)
        await twilio.opens()
        twilio.twilio.settings.public_url, twilio.twilio.settings.reached_at = public_url or PUBLIC, around.url
        given = section(twilio.url, **changes)
        adapter = SmsAdapter(around.context("sms", given, session, public_url=public_url or around.url, links=links))
        async with served(adapter, around.port):
            yield World(**vars(around), adapter=adapter, twilio=twilio)
            await twilio.twilio.settled()
