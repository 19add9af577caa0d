"""WhatsApp, by Meta's Cloud API: words, files, menus as buttons and lists, and what was delivered and read.

What it can: text and files both ways, buttons and lists, reactions, places and contacts that customers send, answers in
context, delivery and read marks, templates when a day has passed, and people who show no number.
What it can't: change or take back what was sent. A secure form is its one-time link. It keeps nothing of a message.
"""

from collections.abc import Sequence

from aiohttp import web

from adapters.meta.graph import Graph
from adapters.meta.heard import Heard
from adapters.meta.media import MediaFetcher
from adapters.meta.sendings import Sendings
from adapters.meta.signature import Verifier
from adapters.meta.taking import Ways
from adapters.meta.webhook import Webhook
from adapters.meta.whatsapp.ids import Line, read_person
from adapters.meta.whatsapp.people import People
from adapters.spec import AdapterSpec, Addresses, Context
from adapters.whatsapp.client import Notes, WhatsAppChannel
from adapters.whatsapp.config import WhatsAppSection
from adapters.whatsapp.edge import Known, Taking
from adapters.whatsapp.failures import MEANINGS
from adapters.whatsapp.reading import Readings
from adapters.whatsapp.sentences import TEMPLATES
from core.ids import ChannelName
from core.sentences import Sentence, say

__all__ = ["ADAPTER", "WhatsAppAdapter"]


class WhatsAppAdapter:
    """One WhatsApp channel: its port, its routes, its life."""

    def __init__(self, context: Context) -> None:
        section: WhatsAppSection = context.section
        name, memory, clock = ChannelName(context.name), context.memory, context.clock
        heard, sendings, readings = Heard(memory), Sendings(memory, clock), Readings(memory)
        people = People(memory, context.identities)
        self._port = WhatsAppChannel(
            name,
            section,
            Graph(context.session, section, MEANINGS),
            Notes(sendings, heard, people, readings),
            MediaFetcher(context.session, section.api_url, section.media_hosts, _not_listed),
            context.files,
            clock,
        )
        known = Known(heard, sendings, context.unknown, people, readings)
        ways = Ways(context.inbox, context.feed, context.bans, clock)
        taking = Taking(name, section, known, ways)
        verifier = Verifier(section.secrets, section.verify_token.get_secret_value())
        self._webhook = Webhook(name, "whatsapp_business_account", verifier, taking.entry)

    @property
    def port(self) -> WhatsAppChannel:
        """Give what the outbox worker sends through."""
        return self._port

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the address that Meta calls."""
        return self._webhook.routes()

    async def start(self) -> None:
        """Nothing to connect to: Meta comes to us, and each message is a call of its own."""

    async def stop(self) -> None:
        """Nothing to end."""


def _not_listed(host: str) -> Sentence:
    return say("whatsapp_file_host", host=host)


ADAPTER = AdapterSpec(
    "whatsapp", "channel", WhatsAppSection, WhatsAppAdapter, TEMPLATES, addresses=Addresses(Line.beginning, read_person)
)
