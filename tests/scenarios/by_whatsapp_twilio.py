"""Somebody on WhatsApp in a scenario's world, whose messages go by Twilio, as the playground plays it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from adapters.meta.whatsapp.ids import Line
from core.ids import ChannelName
from playground.server import Playground
from playground.twilio import admin, seed
from playground.twilio.model import Text
from tests.scenarios.person import Person
from tests.scenarios.played import OnDesk
from tests.scenarios.settings import changed
from tests.scenarios.world import World, a_world

OURS = f"whatsapp:{seed.NUMBER}"


@dataclass
class Mia:
    """Mia on WhatsApp."""

    world: World
    channel = ChannelName("whatsapp")
    contact = Line(seed.MIA.removeprefix("+"), seed.NUMBER).contact

    async def writes(self, text: str = "", files: list[dict[str, Any]] | None = None, **more: Any) -> str:
        """Write, and give the message's id."""
        sent = await self._twilio.simulate.send(phone=seed.MIA, to=OURS, text=text, files=files, **more)
        await self._twilio.settled()
        return str(sent["sid"])

    async def taps(self, question: str, choice: str) -> None:
        """Tap a button of the last menu that asks so, or pick from its list."""
        text = next(one for one in reversed(self.shown()) if one.text == question and one.choices)
        place = next(place for place, one in enumerate(text.choices) if choice in (one.title, one.description))
        await self._twilio.simulate.tap(phone=seed.MIA, id=text.id, index=place)
        await self._twilio.settled()

    async def shares(self, label: str) -> None:
        """Share a place."""
        await self._twilio.simulate.place(phone=seed.MIA, to=OURS, latitude=48.1, longitude=11.5, label=label)
        await self._twilio.settled()

    async def looks(self) -> None:
        """Look at the chat, so that all in it is read."""
        await self._twilio.simulate.read(phone=seed.MIA, number=OURS)
        await self._twilio.settled()

    async def hides_her_number(self) -> None:
        """Take a username."""
        await self._twilio.simulate.switch(phone=seed.MIA, username=True)

    async def gets(self, text: str) -> Text:
        """Wait for a message of ours."""
        return await self.world.until(
            lambda: next((one for one in self.shown() if one.text == text), None),
            lambda: f"{text!r} on WhatsApp; there are {self.texts()}",
        )

    def shown(self) -> list[Text]:
        """Give what stands there of ours."""
        return [one for one in self._twilio.texts(seed.MIA) if not one.mine]

    def texts(self) -> list[str]:
        """Give its words."""
        return [one.text for one in self.shown() if not one.files]

    @property
    def phone(self) -> Any:
        """Give her phone."""
        return self._twilio.phone(seed.MIA)

    @property
    def _twilio(self) -> Any:
        return self.world.playground.twilio


@asynccontextmanager
async def a_person(
    section: Mapping[str, Any] | None = None, more: Mapping[str, Any] | None = None
) -> AsyncIterator[tuple[World, Mia, Person]]:
    """Start a world with a WhatsApp sender at Twilio, and let Mia write and Ada accept."""
    there: list[Playground] = []

    async def before(playground: Playground) -> None:
        there.append(playground)

    given = {
        "type": "whatsapp_twilio",
        "queue": "support",
        "account_sid": seed.ACCOUNT_SID,
        "auth_token": seed.AUTH_TOKEN,
        "senders": [{"id": seed.NUMBER}],
        "api_url": OnDesk(lambda _: there[0].twilio.base_url),
    }
    channels = {"channels": {"whatsapp": given | dict(section or {})}}
    async with a_world(changed(channels, more or {}), before=before) as world:
        await admin.configure(world.playground.twilio, {"whatsapp_url": f"{world.url}/whatsapp/incoming"})
        mia, ada = Mia(world), world.desk.agent("ada")
        world.phone = mia
        await ada.command("ready")
        await mia.writes("is it still hot? 🍵")
        await ada.accepts()
        await mia.gets("Ada is here now.")
        yield world, mia, ada
