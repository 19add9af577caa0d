"""A world in which Mia writes by one of the channels beside the web, each played by the playground."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from playground.server import Playground
from tests.scenarios.apps import App, Messenger, Phone, WhatsApp
from tests.scenarios.person import Person
from tests.scenarios.scenes import ready
from tests.scenarios.settings import Settings
from tests.scenarios.telegram_app import Telegram
from tests.scenarios.whatsapp_twilio_app import WhatsAppTwilio
from tests.scenarios.world import a_world

APPS: tuple[type[App], ...] = (Phone, Messenger, WhatsApp, WhatsAppTwilio, Telegram)


@asynccontextmanager
async def with_app(kind: type[App], changes: Mapping[str, Any], words: str = "") -> AsyncIterator[tuple[App, Person]]:
    """Start it with Ada ready; `words` are what the vendor tells of Mia beside what she writes."""
    channels: Settings = {}

    async def before(playground: Playground) -> None:
        channels[kind.channel] = kind.section(playground) | {"queue": "support"}  # only now it has an address
        await kind.known(playground, words)

    async with a_world({**changes, "channels": channels}, before=before) as world:
        mia = kind(world)
        world.phone = mia
        await mia.meets()
        (ada,) = await ready(world, "ada")
        yield mia, ada
