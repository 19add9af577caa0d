"""The Telegram adapter on a real port, with the playground's Bot API beside it and the core's ports in memory."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from aiohttp import ClientSession

from adapters.telegram import TelegramAdapter
from adapters.telegram.config import TelegramSection
from adapters.telegram.ids import contact_of
from core.ids import FileId
from core.messages import Media, Text
from core.ports import Outbound
from playground.faults import Faults
from playground.server import Playground
from playground.telegram import Telegram, admin
from playground.telegram.model import Message
from playground.telegram.seed import MIA, SECRET, TOKEN
from tests.adapters.around import Around, outbound, served
from tests.clock import FakeClock

MIAS = contact_of(str(MIA))
NORTH = "telegram_north"
"""The channel's name, which is not the adapter's: a second bot has another."""


@dataclass(kw_only=True)
class World(Around):
    """The adapter, and what is around it."""

    adapter: TelegramAdapter
    telegram: Telegram
    faults: Faults

    async def settles(self) -> None:
        await self.telegram.settled()

    async def comes(self, update: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Bring something as Telegram would; give how it was answered."""
        data = BytesIO(json.dumps(update).encode())
        head = self.telegram.webhooks.headers() if headers is None else headers
        async with ClientSession() as session, session.post(self.hook, data=data, headers=head) as answer:
            return answer.status, await answer.text()

    @property
    def hook(self) -> str:
        return f"{self.url}/{NORTH}/webhook"

    async def sends(self, *parts: str | Media | Text, key: str = "k1", **changes: Any) -> Any:
        return await self.adapter.port.send(outbound(MIAS, *parts, key=key, **changes))

    async def changes(self, said: Outbound) -> None:
        await self.adapter.port.send(said)

    def shown(self) -> list[Message]:
        return [one for one in self.telegram.messages(MIA) if not one.mine]

    def texts(self) -> list[str]:
        return [one.text for one in self.shown()]

    def file(self, name: str, mime: str, data: bytes, size: int = 0) -> Media:
        self.files.bytes[name] = data
        return Media(FileId(name), name, mime, size or len(data))


def section(api_url: str, **changes: Any) -> TelegramSection:
    """Give the section: a bot of support's whose links can lead to sales."""
    given = {"queue": "support", "queues": ["sales"], "bot_token": TOKEN, "webhook_secret": SECRET, "api_url": api_url}
    return TelegramSection.model_validate(given | changes)


@asynccontextmanager
async def a_world(*, public_url: str = "", **changes: Any) -> AsyncIterator[World]:
    """Start the Bot API and the adapter; Mia has written before."""
    clock = FakeClock()
    async with Playground(clock=clock.vendor, port=0) as playground, ClientSession() as session:
        telegram, around = playground.of(Telegram), Around(clock=clock)
        telegram.person(MIA).met = True
        given = section(telegram.base_url, **changes)
        adapter = TelegramAdapter(around.context(NORTH, given, session, public_url=public_url or around.url))
        await admin.configure(telegram, {"own_server": not public_url})
        if not public_url:
            await adapter.start()
        async with served(adapter, around.port):
            yield World(**vars(around), adapter=adapter, telegram=telegram, faults=playground.faults)
