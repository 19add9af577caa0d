"""Mia's Telegram, as the playground plays it, beside a whole bridge."""

from typing import Any

from adapters.telegram.ids import contact_of
from core.ids import ChannelName
from playground.server import Playground
from playground.telegram import Telegram as Played
from playground.telegram import admin, seed
from playground.telegram.model import Message
from tests.scenarios.apps import Json, OnApp


class Telegram(OnApp):
    """Her Telegram."""

    channel = ChannelName("telegram")
    contact = contact_of(str(seed.MIA))

    @staticmethod
    def section(playground: Playground) -> Json:
        """Give the bot; the bridge tells Telegram by itself where it is."""
        api = playground.of(Played).base_url
        return {"bot_token": seed.TOKEN, "webhook_secret": seed.SECRET, "api_url": api}

    @staticmethod
    async def known(playground: Playground, words: str) -> None:
        """Put them into her name."""
        await admin.configure(playground.of(Played), {"own_server": True})  # the bridge's address has no https here
        mia = {"id": seed.MIA, "first_name": "Mia", "last_name": words}
        await playground.of(Played).reset({"people": [mia]})

    async def meets(self) -> None:
        """Nothing to enter anywhere."""

    async def writes(self, text: str = "", files: list[Json] | None = None, **more: Any) -> str:
        """Send a message."""
        file = {"kind": "document", **files[0]} if files else None
        sent = await self._app.simulate.send(seed.MIA, text, file, int(more.pop("reply_to", 0)), **more)
        return str(sent["message"])

    def texts(self) -> list[str]:
        """Give the words of the messages."""
        return [one.text for one in self._app.messages(seed.MIA) if not one.mine]

    def ours(self, text: str) -> str:
        """Give the number of something that has arrived."""
        return str(next(one.number for one in reversed(self._app.messages(seed.MIA)) if one.text == text))

    async def taps(self, question: str, title: str) -> None:
        """Press a button below a message."""
        await self._app.simulate.press(seed.MIA, self._asked(question).number, title)
        await self.quiet()

    async def reacts(self, id: str, emoji: str) -> None:
        """Put an emoji on a message."""
        await self._app.simulate.react(seed.MIA, int(id), emoji)
        await self.quiet()

    async def changes(self, id: str, text: str) -> None:
        """Change a message of her own."""
        await self._app.simulate.edit(seed.MIA, int(id), text)
        await self.quiet()

    async def is_called(self, name: str) -> None:
        """Take another name."""
        self._app.person(seed.MIA).last_name = name

    async def settled(self) -> None:
        """Wait until Telegram has nothing under way."""
        await self._app.settled()

    @property
    def _app(self) -> Played:
        return self.world.playground.of(Played)

    def _asked(self, question: str) -> Message:
        return next(one for one in reversed(self._app.messages(seed.MIA)) if question in one.text and one.keyboard)
