"""Mia's WhatsApp whose messages go by Twilio, as the playground plays it, beside a whole bridge."""

from typing import Any

from adapters.meta.whatsapp.ids import Line
from core.ids import ChannelName
from playground.server import Playground
from playground.twilio import admin, seed
from tests.scenarios.apps import App, Json

OURS = f"whatsapp:{seed.NUMBER}"


class WhatsAppTwilio(App):
    """Her WhatsApp."""

    channel = ChannelName("whatsapp_twilio")
    contact = Line(seed.MIA.removeprefix("+"), seed.NUMBER).contact

    @staticmethod
    def section(playground: Playground) -> Json:
        """Give Twilio's account, and a WhatsApp sender of ours."""
        account = {"account_sid": seed.ACCOUNT_SID, "auth_token": seed.AUTH_TOKEN}
        return account | {"api_url": playground.twilio.base_url, "senders": [{"id": seed.NUMBER}]}

    @staticmethod
    async def known(playground: Playground, words: str) -> None:
        """Put them into her name."""
        mia = {"number": seed.MIA, "name": f"Mia {words}", "user_id": seed.MIA_USER}
        await playground.twilio.reset({"phones": [mia]})

    async def meets(self) -> None:
        """Enter the address in Twilio's console."""
        url = f"{self.world.url}/{self.channel}/incoming"
        await admin.configure(self.world.playground.twilio, {"whatsapp_url": url})

    async def writes(self, text: str = "", files: list[Json] | None = None, **more: Any) -> str:
        """Send a message; `replies` is the id of the one that it answers."""
        phone = self.world.playground.twilio.simulate
        return str((await phone.send(phone=seed.MIA, to=OURS, text=text, files=files, **more))["sid"])

    async def shares(self, label: str) -> None:
        """Share a place."""
        phone = self.world.playground.twilio.simulate
        await phone.place(phone=seed.MIA, to=OURS, latitude=48.1, longitude=11.5, label=label)
        await self.quiet()

    async def settled(self) -> None:
        """Wait until Twilio has nothing under way."""
        await self.world.playground.twilio.settled()

    def texts(self) -> list[str]:
        """Give the words of the messages."""
        return [one.text for one in self.world.playground.twilio.texts(seed.MIA) if not one.mine]
