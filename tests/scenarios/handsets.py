"""People with handsets at the playground's Meta and Twilio: Messenger, WhatsApp and SMS, with the whole bridge.

Each person's contact is the one under which they were first met; whoever comes back under another identity is given it.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from adapters.messenger import ids as of_messenger
from adapters.meta.whatsapp import ids as of_whatsapp
from adapters.sms import ids as of_sms
from core.ids import ChannelName, ExternalRef
from playground.meta import admin as meta_admin
from playground.meta import seed as meta
from playground.server import Playground
from playground.twilio import admin as twilio_admin
from playground.twilio import seed as twilio
from tests.scenarios.person import Person
from tests.scenarios.settings import Settings, changed
from tests.scenarios.world import World, a_world

APP: Mapping[str, Any] = {"app_secret": meta.APP_SECRET, "verify_token": meta.VERIFY_TOKEN, "queue": "support"}
MESSENGER, WHATSAPP, SMS = ChannelName("messenger"), ChannelName("whatsapp"), ChannelName("sms")


@dataclass
class Handset:
    """Somebody at one of the three; `traces` is all by which somebody who reads the database would know them."""

    world: World
    channel: ChannelName
    person: str
    contact: ExternalRef
    traces: tuple[str, ...]

    async def writes(self, text: str, to: str = "") -> None:
        """Write to the shop, at its first number unless told."""
        if self.channel == SMS:
            await self.world.playground.twilio.simulate.send(phone=self.person, to=to or twilio.NUMBER, text=text)
        elif self.channel == WHATSAPP:
            await self.world.playground.whatsapp.simulate.send(person=self.person, text=text, to=to)
        else:
            await self.world.playground.messenger.simulate.send(person=self.person, text=text)

    async def gets(self, text: str) -> None:
        """Wait until a text has arrived."""
        await self.world.until(lambda: text in self.seen() or None, f"{text!r} on the handset")

    def seen(self) -> list[str]:
        """Give what the shop has sent."""
        if self.channel == SMS:
            return [one.text for one in self.world.playground.twilio.texts(self.person) if not one.mine]
        app = self.world.playground.whatsapp if self.channel == WHATSAPP else self.world.playground.messenger
        return [one.text for one in app.bubbles(self.person) if not one.mine]


def a_handset(world: World, which: str) -> Handset:
    """Give Mia at Messenger or with a phone; at WhatsApp Mia, who shows her number, or Noa, who has a username."""
    if which == "messenger":
        contact = of_messenger.Line(meta.MIA_PSID, meta.PAGE).contact
        return Handset(world, MESSENGER, meta.MIA_PSID, contact, ("Mia", "Chen", meta.MIA_PSID))
    if which == "sms":
        contact = of_sms.Line(twilio.MIA, twilio.NUMBER).contact
        return Handset(world, SMS, twilio.MIA, contact, (twilio.MIA, twilio.MIA.removeprefix("+")))
    if which == "noa":
        contact = of_whatsapp.Line(meta.NOA_USER, meta.PHONE_ID).contact
        return Handset(world, WHATSAPP, meta.NOA_USER, contact, ("Noa", "Green", meta.NOA_USER))
    contact = of_whatsapp.Line(meta.MIA_WA, meta.PHONE_ID).contact
    return Handset(world, WHATSAPP, meta.MIA_WA, contact, ("Mia", "Chen", meta.MIA_WA, meta.MIA_USER))


@asynccontextmanager
async def a_shop(more: Mapping[str, Any] | None = None) -> AsyncIterator[World]:
    """Start a world whose shop has a page, two numbers at WhatsApp and two for text messages."""
    given: Settings = {}

    async def before(playground: Playground) -> None:
        given.update(changed(_channels(playground), dict(more or {})))

    async with a_world(given, before=before) as world:
        await meets(world)
        yield world


async def meets(world: World) -> None:
    """Tell Meta and Twilio where the bridge is."""
    url = str(world.running.bridge.config.server.public_url).rstrip("/")
    hooks = {f"{name}_url": f"{url}/{name}/webhook" for name in ("messenger", "whatsapp")}
    words = {f"{name}_verify_token": meta.VERIFY_TOKEN for name in ("messenger", "whatsapp")}
    await meta_admin.configure(world.playground.meta, hooks | words)
    await twilio_admin.configure(world.playground.twilio, {"sms_url": f"{url}/sms/incoming"})


def _channels(playground: Playground) -> Settings:
    app = dict(APP) | {"api_url": playground.meta.base_url}
    account = {"account_sid": twilio.ACCOUNT_SID, "auth_token": twilio.AUTH_TOKEN, "queue": "support"}
    return {
        "channels": {
            "messenger": app | {"pages": [{"id": meta.PAGE, "access_token": meta.PAGE_TOKEN}]},
            "whatsapp": app
            | {"access_token": meta.WA_TOKEN, "numbers": [{"id": meta.PHONE_ID}, {"id": meta.SECOND_ID}]},
            "sms": account
            | {"api_url": playground.twilio.base_url, "senders": [{"id": twilio.NUMBER}, {"id": twilio.SECOND}]},
        }
    }


async def talks(handset: Handset, words: str = "is it still hot?") -> Person:
    """Let somebody write and Ada accept and answer."""
    world, ada = handset.world, handset.world.desk.agent("ada")
    world.phone = handset
    await ada.command("ready")
    await handset.writes(words)
    await ada.accepts()
    await handset.gets("Ada is here now.")
    await ada.writes("as hot as ever")
    await handset.gets("as hot as ever")
    return ada


async def talked(handset: Handset, words: str = "is it still hot?") -> Person:
    """Let a chat take place, and end."""
    ada = await talks(handset, words)
    await ada.writes("!end yes")
    await handset.gets("The chat has ended.")
    await handset.world.playground.meta.settled()
    await handset.world.quiet()
    return ada


HIDDEN = ("by a username, which shows no number", "with another number")
"""How somebody on WhatsApp comes back whom their first number doesn't tell."""


async def hides(mia: Handset, how: str) -> None:
    """Let somebody on WhatsApp come back so."""
    person = mia.world.playground.whatsapp.person(mia.person)
    if how == HIDDEN[0]:
        person.username, mia.person = "mia.c", person.user_id
    else:
        await mia.world.playground.whatsapp.simulate.change_number(person=mia.person, number="15550111777")
        mia.person = "15550111777"
    mia.traces = (*mia.traces, person.number, person.user_id)
    await mia.world.playground.meta.settled()
