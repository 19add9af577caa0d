"""Somebody on Messenger in a scenario's world, played by the playground's Meta."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from adapters.messenger.ids import Line
from core.ids import ChannelName
from playground.meta import admin, seed
from playground.meta.messenger.people import Person as Known
from playground.server import Playground
from tests.adapters.meta.at_meta import AtMeta
from tests.scenarios.person import Person
from tests.scenarios.played import OnDesk
from tests.scenarios.settings import changed
from tests.scenarios.world import World, a_world

TOM = {"psid": seed.TOM_PSID, "first_name": "Tom", "last_name": "Okafor"}


@dataclass
class Mia:
    """Mia on Messenger, and Meta between her and the bridge."""

    meta: AtMeta
    world: World
    said: str = ""
    """What Messenger calls the message that she wrote last."""
    id = seed.MIA_PSID
    channel = ChannelName("messenger")
    contact = Line(seed.MIA_PSID, seed.PAGE).contact

    @property
    def known(self) -> Known:
        """Give what Meta knows of her."""
        return self.world.playground.messenger.person(self.id)

    async def writes(self, text: str, reply_to: str = "") -> str:
        """Write, and give what Messenger calls it."""
        sent = await self._app.send(person=self.id, text=text, reply_to=reply_to)
        self.said = str(sent["mid"])
        await self.settled()
        return self.said

    async def taps(self, question: str, title: str) -> None:
        """Tap what stands under a message."""
        shown = await self.world.playground.messenger.until(
            lambda messenger: messenger.find(question, person=self.id), what=question
        )
        assert shown is not None
        await self._app.tap(person=self.id, id=shown.id, title=title)
        await self.settled()

    async def reacts(self, text: str, emoji: str) -> None:
        """Put an emoji on a message of the page's."""
        shown = self.world.playground.messenger.find(text, person=self.id)
        assert shown is not None
        await self._app.react(person=self.id, mid=shown.mid, emoji=emoji)
        await self.settled()

    async def changes(self, mid: str, text: str) -> None:
        """Change a message of her own."""
        await self._app.edit(person=self.id, mid=mid, text=text)
        await self.settled()

    async def reads(self) -> None:
        """Look at the conversation."""
        await self.settled()
        await self._app.read(person=self.id)
        await self.settled()

    async def does(self, **what: Any) -> None:
        """Let Meta tell of something that Mia's app doesn't do by itself."""
        await self._app.strange(person=self.id, event=what)
        await self.settled()

    async def is_answered_in_the_inbox(self, text: str) -> None:
        """Have somebody answer her in the page's own inbox."""
        await self._app.inbox(person=self.id, text=text)
        await self.settled()

    async def gets(self, text: str) -> Mapping[str, Any]:
        """Wait for a message of the page's, and give what was asked of Meta for it."""
        await self.world.until(lambda: text in self.meta.texts() or None, f"{text!r} on Messenger")
        return next(body for _, body in self.meta.taken if body["message"].get("text") == text)

    async def settled(self) -> None:
        """Wait until Meta has told all that there is to tell, and see that the bridge has taken it."""
        await self.world.playground.meta.settled()
        assert not self.world.playground.meta.given_up

    @property
    def _app(self) -> Any:
        return self.world.playground.messenger.simulate


@asynccontextmanager
async def a_person(
    more: Mapping[str, Any] | None = None, *, human_agent: bool = False, name: str = "Mia Chen"
) -> AsyncIterator[tuple[World, Mia, Person]]:
    """Start a world with a page, and let Mia write and Ada accept."""
    there: list[AtMeta] = []

    async def before(playground: Playground) -> None:
        there.append(AtMeta(playground))
        first, _, last = name.partition(" ")
        mia = {"psid": seed.MIA_PSID, "first_name": first, "last_name": last}
        await playground.meta.reset({"messenger": [mia, TOM]})
        playground.meta.settings.require_proof = True

    page = {"id": seed.PAGE, "access_token": seed.PAGE_TOKEN, "human_agent": human_agent}
    app = {"app_secret": seed.APP_SECRET, "verify_token": seed.VERIFY_TOKEN, "queue": "support", "pages": [page]}
    given = {"channels": {"messenger": app | {"api_url": OnDesk(lambda _: there[0].meta.base_url)}}}
    async with a_world(changed(given, more or {}), before=before) as world:
        mia, ada = Mia(there[0], world), world.desk.agent("ada")
        world.phone = mia
        hook = {"messenger_url": f"{world.url}/messenger/webhook", "messenger_verify_token": seed.VERIFY_TOKEN}
        await admin.configure(there[0].meta, hook)
        await ada.command("ready")
        await mia.writes("is it still hot? 🍵")
        await ada.accepts()
        await mia.gets("Ada is here now.")
        yield world, mia, ada
