"""Somebody on Telegram in a scenario's world, played by the playground's Bot API."""

import base64
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from adapters.telegram.ids import contact_of
from core.ids import ChannelName
from playground.server import Playground
from playground.telegram import Telegram, admin, seed
from playground.telegram.model import Message
from tests.scenarios.person import Person
from tests.scenarios.played import OnDesk
from tests.scenarios.settings import changed
from tests.scenarios.world import World, a_world


@dataclass
class Mia:
    """Mia on Telegram."""

    world: World
    telegram: Telegram
    id = seed.MIA
    channel = ChannelName("telegram")
    contact = contact_of(str(seed.MIA))

    async def writes(self, text: str = "", **more: Any) -> int:
        """Write, and give the message's number."""
        done = await self.telegram.simulate.send(self.id, text, **more)
        await self.telegram.settled()
        return int(done["message"])

    async def sends(self, name: str, data: bytes, kind: str = "document", text: str = "") -> int:
        """Send a file."""
        file = {"kind": kind, "name": name, "base64": base64.b64encode(data).decode()}
        return await self.writes(text, file=file)

    async def edits(self, message: int, text: str) -> None:
        await self.telegram.simulate.edit(self.id, message, text)
        await self.telegram.settled()

    async def presses(self, message: Message, title: str) -> None:
        await self.telegram.simulate.press(self.id, message.number, title)
        await self.telegram.settled()

    async def reacts(self, message: Message, emoji: str) -> None:
        await self.telegram.simulate.react(self.id, message.number, emoji)
        await self.telegram.settled()

    async def blocks(self) -> None:
        await self.telegram.simulate.block(self.id)
        await self.telegram.settled()

    async def unblocks(self) -> None:
        await self.telegram.simulate.unblock(self.id)
        await self.telegram.settled()

    async def gets(self, text: str) -> Message:
        """Wait for a message of the bot's."""
        return await self.world.until(
            lambda: next((one for one in self.shown() if one.text == text), None), f"{text!r} on Telegram"
        )

    def shown(self) -> list[Message]:
        """Give what stands there of the bot's."""
        return [one for one in self.telegram.messages(self.id) if not one.mine]

    def texts(self) -> list[str]:
        """Give its words."""
        return [one.text for one in self.shown() if one.file is None]


@asynccontextmanager
async def a_person(
    section: Mapping[str, Any] | None = None, more: Mapping[str, Any] | None = None
) -> AsyncIterator[tuple[World, Mia, Person]]:
    """Start a world with a bot, and let Mia write and Ada accept."""
    there: list[Telegram] = []

    async def before(playground: Playground) -> None:
        there.append(playground.of(Telegram))
        await admin.configure(there[0], {"own_server": True})  # the bridge is at an address without https here

    bot = {"queue": "support", "queues": ["sales"], "bot_token": seed.TOKEN, "webhook_secret": seed.SECRET}
    given = bot | {"api_url": OnDesk(lambda _: there[0].base_url)} | dict(section or {})
    async with a_world(changed({"channels": {"telegram": given}}, more or {}), before=before) as world:
        mia, ada = Mia(world, there[0]), world.desk.agent("ada")
        world.phone = mia
        await ada.command("ready")
        await mia.writes("is it still hot? 🍵")
        await ada.accepts()
        await mia.gets("Ada is here now.")
        yield world, mia, ada
