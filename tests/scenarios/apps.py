"""Mia's phone, her Messenger and her WhatsApp, as the playground plays them, beside a whole bridge.

Rule: what she does is what the app lets her do; `strange` is for what Meta documents and the playground's app can't do.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from adapters.messenger.ids import Line as MessengerLine
from adapters.meta.whatsapp.ids import Line as WhatsAppLine
from adapters.sms.ids import Line as SmsLine
from core.ids import ChannelName, ExternalRef
from playground.meta import admin as meta_admin
from playground.meta import seed as meta
from playground.server import Playground
from playground.twilio import admin as twilio_admin
from playground.twilio import seed as twilio
from tests.scenarios.world import World

Json = dict[str, Any]
APP = {"app_secret": meta.APP_SECRET, "verify_token": meta.VERIFY_TOKEN}


class App(ABC):
    """One person on one channel."""

    channel: ClassVar[ChannelName]
    contact: ClassVar[ExternalRef]

    def __init__(self, world: World) -> None:
        """Take the world in which the person is."""
        self.world = world

    @staticmethod
    @abstractmethod
    def section(playground: Playground) -> Json:
        """Give the channel's section of the configuration."""

    @staticmethod
    @abstractmethod
    async def known(playground: Playground, words: str) -> None:
        """Put words into what the vendor tells of her beside what she writes: her name, or else her town."""

    @abstractmethod
    async def meets(self) -> None:
        """Tell the vendor where the bridge is."""

    @abstractmethod
    async def writes(self, text: str = "", files: list[Json] | None = None, **more: Any) -> str:
        """Write; give the vendor's id of it."""

    @abstractmethod
    async def settled(self) -> None:
        """Wait until the vendor has nothing under way."""

    @abstractmethod
    def texts(self) -> list[str]:
        """Give what has arrived, oldest first."""

    async def says(self, text: str = "", *files: Json, **more: Any) -> str:
        """Write, and wait until all is quiet."""
        id = await self.writes(text, list(files), **more)
        await self.quiet()
        return id

    async def gets(self, text: str) -> str:
        """Wait until something with these words has arrived, and give all of it."""
        return await self.world.until(
            lambda: next((one for one in reversed(self.texts()) if text in one), None),
            lambda: f"{text!r} on {self.channel}; there are {self.texts()}",
        )

    async def quiet(self) -> None:
        """Wait until the vendors have nothing under way, and neither has the bridge."""
        await self.settled()
        await self.world.quiet()


class Phone(App):
    """Her phone."""

    channel = ChannelName("sms")
    contact = SmsLine(twilio.MIA, twilio.NUMBER).contact

    @staticmethod
    def section(playground: Playground) -> Json:
        """Give Twilio's account, and a number of ours."""
        account = {"account_sid": twilio.ACCOUNT_SID, "auth_token": twilio.AUTH_TOKEN}
        return account | {"api_url": playground.twilio.base_url, "senders": [{"id": twilio.NUMBER}]}

    @staticmethod
    async def known(playground: Playground, words: str) -> None:
        """Let her phone be of a town: no name is told."""
        await playground.twilio.reset({"phones": [{"number": twilio.MIA, "name": "Mia", "city": words}]})

    async def meets(self) -> None:
        """Enter the address in Twilio's console."""
        await twilio_admin.configure(self.world.playground.twilio, {"sms_url": f"{self.world.url}/sms/incoming"})

    async def writes(self, text: str = "", files: list[Json] | None = None, **more: Any) -> str:
        """Send a text, or pictures with it."""
        sent = await self.world.playground.twilio.simulate.send(phone=twilio.MIA, text=text, files=files, **more)
        return str(sent["sid"])

    async def settled(self) -> None:
        """Wait until Twilio has nothing under way."""
        await self.world.playground.twilio.settled()

    def texts(self) -> list[str]:
        """Give the texts."""
        return [one.text for one in self.world.playground.twilio.texts(twilio.MIA) if not one.mine]


class OnApp(App):
    """An app with more than texts: messages are answered, reacted to, and have buttons."""

    @abstractmethod
    def ours(self, text: str) -> str:
        """Give the vendor's id of something that has arrived."""

    @abstractmethod
    async def taps(self, question: str, title: str) -> None:
        """Tap what stands under a message."""

    @abstractmethod
    async def reacts(self, id: str, emoji: str) -> None:
        """Put an emoji on a message."""


class OnMeta(OnApp):
    """Messenger or WhatsApp."""

    person: ClassVar[str]
    id: ClassVar[str]
    """By what the vendor calls a message's id."""

    @property
    def app(self) -> Any:
        """The playground's side."""
        return getattr(self.world.playground, self.channel)

    async def meets(self) -> None:
        """Enter the address in Meta's dashboard, which asks it for the challenge."""
        url = f"{self.world.url}/{self.channel}/webhook"
        given = {f"{self.channel}_url": url, f"{self.channel}_verify_token": meta.VERIFY_TOKEN}
        await meta_admin.configure(self.world.playground.meta, given)

    async def writes(self, text: str = "", files: list[Json] | None = None, **more: Any) -> str:
        """Send a message."""
        sent = await self.app.simulate.send(person=self.person, text=text, files=files, **more)
        return str(sent[self.id])

    async def settled(self) -> None:
        """Wait until Meta has nothing under way."""
        await self.world.playground.meta.settled()

    def texts(self) -> list[str]:
        """Give the words of the messages."""
        return [one.text for one in self.app.bubbles(self.person) if not one.mine]

    def ours(self, text: str) -> str:
        """Give the vendor's id of something that has arrived."""
        return next(str(one.mid) for one in reversed(self.app.bubbles(self.person)) if one.text == text)

    async def taps(self, question: str, title: str) -> None:
        """Tap what stands under a message."""
        await self.app.simulate.tap(person=self.person, id=self._asked(question).id, title=title)
        await self.quiet()

    def choice(self, question: str, title: str) -> str:
        """Give what a choice under a message carries."""
        return next(str(one.value) for one in self._asked(question).buttons if one.title == title)

    async def reacts(self, id: str, emoji: str) -> None:
        """Put an emoji on a message."""
        await self.app.simulate.react(person=self.person, mid=id, emoji=emoji)
        await self.quiet()

    async def strange(self, event: Mapping[str, Any]) -> None:
        """Let Meta tell of something that the app's page doesn't do."""
        await self.app.simulate.strange(person=self.person, event=dict(event))
        await self.quiet()

    def _asked(self, question: str) -> Any:
        bubbles = self.app.bubbles(self.person)
        return next(one for one in reversed(bubbles) if question in one.text and one.buttons)


class Messenger(OnMeta):
    """Her Messenger."""

    channel = ChannelName("messenger")
    contact = MessengerLine(meta.MIA_PSID, meta.PAGE).contact
    person, id = meta.MIA_PSID, "mid"

    @staticmethod
    def section(playground: Playground) -> Json:
        """Give the app, and a page of ours."""
        page = {"id": meta.PAGE, "access_token": meta.PAGE_TOKEN}
        return APP | {"api_url": playground.meta.base_url, "pages": [page]}

    @staticmethod
    async def known(playground: Playground, words: str) -> None:
        """Put them into her name."""
        await playground.meta.reset({"messenger": [{"psid": meta.MIA_PSID, "first_name": "Mia", "last_name": words}]})

    async def changes(self, id: str, text: str) -> None:
        """Change a message of her own."""
        await self.app.simulate.edit(person=self.person, mid=id, text=text)
        await self.quiet()

    async def is_answered_in_the_inbox(self, text: str) -> None:
        """Have somebody answer her in Meta's own inbox."""
        await self.app.simulate.inbox(person=self.person, text=text)
        await self.quiet()

    async def comes_by(self, ref: str) -> None:
        """Come back by a link."""
        await self.app.simulate.start(person=self.person, ref=ref)
        await self.quiet()


class WhatsApp(OnMeta):
    """Her WhatsApp."""

    channel = ChannelName("whatsapp")
    contact = WhatsAppLine(meta.MIA_WA, meta.PHONE_ID).contact
    person, id = meta.MIA_WA, "wamid"

    @staticmethod
    def section(playground: Playground) -> Json:
        """Give the app, and a number of ours."""
        app = APP | {"api_url": playground.meta.base_url, "access_token": meta.WA_TOKEN}
        return app | {"numbers": [{"id": meta.PHONE_ID}]}

    @staticmethod
    async def known(playground: Playground, words: str) -> None:
        """Put them into her name."""
        mia = {"number": meta.MIA_WA, "user_id": meta.MIA_USER, "name": f"Mia {words}"}
        await playground.meta.reset({"whatsapp": [mia]})

    async def is_called(self, name: str) -> None:
        """Take another name."""
        await self.app.simulate.rename(person=self.person, name=name)
