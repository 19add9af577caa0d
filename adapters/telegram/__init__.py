"""Telegram, by a bot: words with their formatting, files, menus as buttons, changes in place.

What it can: text and files both ways, buttons, reactions, changes of what was sent at any time and taking it back for
two days; who blocks the bot is told to the agent.
What it can't: tell what was delivered or read, look up what was sent, write to anybody who did not write first, or talk
in groups. A secure form is its one-time link. It keeps nothing of a message.
"""

from collections.abc import Sequence

from aiohttp import web

from adapters.spec import AdapterSpec, Addresses, Context
from adapters.telegram.api import BotApi
from adapters.telegram.client import TelegramChannel
from adapters.telegram.config import TelegramSection
from adapters.telegram.edge import Edge
from adapters.telegram.failures import Refused, Why
from adapters.telegram.ids import read_id
from adapters.telegram.payload import ASKED_FOR
from adapters.telegram.sent import SentNotes
from adapters.telegram.sentences import TEMPLATES
from core.errors import AdapterAuthFailed, AdapterNotReady, DeliveryFailed
from core.ids import ChannelName

__all__ = ["ADAPTER", "TelegramAdapter"]


class TelegramAdapter:
    """One bot: its port, its routes, its life."""

    def __init__(self, context: Context) -> None:
        self._section: TelegramSection = context.section
        self._name = ChannelName(context.name)
        token = self._section.bot_token.get_secret_value()
        self._api = BotApi(context.session, self._section.api_url, token, self._section.timeout)
        self._port = TelegramChannel(self._name, self._api, SentNotes(context.memory, context.clock), context.files)
        self._edge = Edge(context)
        self._address = f"{context.public_url.rstrip('/')}{self._edge.path}"

    @property
    def port(self) -> TelegramChannel:
        """Give what the outbox worker sends through."""
        return self._port

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the address that Telegram calls."""
        return self._edge.routes()

    async def start(self) -> None:
        """Tell Telegram where the bridge is.

        Raises:
            AdapterNotReady: Telegram can't be asked now.
            AdapterAuthFailed: it refuses the bot's token, or the address.
        """
        if not self._section.sets_webhook:
            return
        secret = self._section.webhook_secret.get_secret_value()
        given = {"url": self._address, "secret_token": secret, "allowed_updates": list(ASKED_FOR)}
        try:
            await self._api.call("setWebhook", given)
        except Refused as refusal:
            what = "the bot's token" if refusal.why is Why.TOKEN else f"the address {self._address}: it must be https"
            raise AdapterAuthFailed(f"Telegram refuses {what} ({refusal.detail}, channels.{self._name}).") from None
        except DeliveryFailed as failure:
            detail = f"Telegram can't be told where channels.{self._name} is: {failure.detail}"
            raise AdapterNotReady(detail) from None

    async def stop(self) -> None:
        """Nothing to end: Telegram keeps what comes meanwhile for a day."""


ADAPTER = AdapterSpec(
    "telegram", "channel", TelegramSection, TelegramAdapter, TEMPLATES, addresses=Addresses(read=read_id)
)
