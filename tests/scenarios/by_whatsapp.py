"""Somebody on WhatsApp in a scenario's world, played by the playground's Meta."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from adapters.meta.whatsapp.ids import Line
from core.ids import ChannelName
from playground.meta import admin, seed
from playground.meta.model import Json
from playground.meta.whatsapp.people import Person as Known
from playground.server import Playground
from tests.adapters.meta.at_meta import AtMeta, text_of
from tests.scenarios.person import Person
from tests.scenarios.played import OnDesk
from tests.scenarios.settings import Settings, changed
from tests.scenarios.world import World, a_world

AGAIN = {
    "name": "hello_again",
    "text": "Hi {{1}}, we have an answer. May we go on here?",
    "buttons": ["Yes, please"],
    "labels": ["First name"],
}
NEWS = {"name": "spring_news", "text": "Spring has come to our shop."}


@dataclass
class Mia:
    """Mia on WhatsApp, and Meta between her and the bridge."""

    meta: AtMeta
    world: World
    templates: Mapping[str, Json]
    """As Meta knows them, by name."""
    id = seed.MIA_WA
    channel = ChannelName("whatsapp")
    contact = Line(seed.MIA_WA, seed.PHONE_ID).contact

    @property
    def known(self) -> Known:
        """Give what Meta knows of her."""
        return self.world.playground.whatsapp.person(self.id)

    async def writes(self, text: str) -> None:
        """Write."""
        await self._app.send(person=self.id, text=text)
        await self.settled()

    async def taps(self, question: str, title: str) -> None:
        """Tap what stands under a message."""
        shown = await self.world.playground.whatsapp.until(
            lambda whatsapp: whatsapp.find(question, person=self.id), what=question
        )
        assert shown is not None
        await self._app.tap(person=self.id, id=shown.id, title=title)
        await self.settled()

    async def gets(self, text: str) -> Mapping[str, Any]:
        """Wait for a message of the shop's, and give what was asked of Meta for it."""
        await self.world.until(lambda: text in self.meta.texts() or None, f"{text!r} on WhatsApp")
        return next(body for _, body in self.meta.taken if text_of(body) == text)

    async def settled(self) -> None:
        """Wait until Meta has told all that there is to tell, and see that the bridge has taken it."""
        await self.world.playground.meta.settled()
        assert not self.world.playground.meta.given_up

    @property
    def _app(self) -> Any:
        return self.world.playground.whatsapp.simulate


def section(api: str | OnDesk, templates: Sequence[Mapping[str, Any]] = (AGAIN, NEWS)) -> Settings:
    """Give the channel's section, for Meta at that address."""
    app = {"app_secret": seed.APP_SECRET, "verify_token": seed.VERIFY_TOKEN, "access_token": seed.WA_TOKEN}
    numbers = [{"id": seed.PHONE_ID}]
    return app | {"api_url": api, "queue": "support", "numbers": numbers, "templates": list(templates)}


async def meets(world: World, meta: AtMeta, templates: Sequence[Mapping[str, Any]] = (AGAIN, NEWS)) -> Mia:
    """Enter the bridge's address in Meta's dashboard, have the templates approved, and give Mia."""
    hook = {"whatsapp_url": f"{world.url}/whatsapp/webhook", "whatsapp_verify_token": seed.VERIFY_TOKEN}
    await admin.configure(meta.meta, hook)
    meta.meta.settings.require_proof = True
    approved = {
        one["name"]: meta.has_template(one["name"], one["text"], buttons=one.get("buttons", ())) for one in templates
    }
    world.phone = mia = Mia(meta, world, approved)
    return mia


@asynccontextmanager
async def a_person(
    more: Mapping[str, Any] | None = None, templates: Sequence[Mapping[str, Any]] = (AGAIN, NEWS)
) -> AsyncIterator[tuple[World, Mia, Person]]:
    """Start a world with a number and templates, and let Mia write and Ada accept."""
    there: list[AtMeta] = []

    async def before(playground: Playground) -> None:
        there.append(AtMeta(playground))

    api = OnDesk(lambda _: there[0].meta.base_url)
    given = {"channels": {"whatsapp": section(api, templates)}}
    async with a_world(changed(given, more or {}), before=before) as world:
        mia, ada = await meets(world, there[0], templates), world.desk.agent("ada")
        await ada.command("ready")
        await mia.writes("is it still hot? 🍵")
        await ada.accepts()
        await mia.gets("Ada is here now.")
        yield world, mia, ada
