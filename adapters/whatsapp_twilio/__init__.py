"""WhatsApp, by Twilio: words and files both ways, and what was delivered and read.

What it can: text with WhatsApp's formatting, files, places and contacts that customers send, answers in context,
menus as buttons and lists, delivery and read marks, templates when a day has passed, and people who show no number.
What it can't: change or take back what was sent, or show that somebody types. A secure form is its one-time link. It
keeps nothing of a message.
"""

from collections.abc import Sequence

from aiohttp import web

from adapters.meta.heard import Heard
from adapters.meta.whatsapp.ids import Line, read_person
from adapters.meta.whatsapp.people import People
from adapters.spec import AdapterSpec, Addresses, Context
from adapters.twilio.account import first_of_each
from adapters.twilio.consent import Consents
from adapters.twilio.media import MediaFetcher
from adapters.twilio.rest import Rest, SharedSession
from adapters.twilio.sendings import Sendings
from adapters.whatsapp_twilio.client import Notes, Outside, WhatsAppTwilioChannel
from adapters.whatsapp_twilio.config import WhatsAppTwilioSection
from adapters.whatsapp_twilio.edge import Edge
from adapters.whatsapp_twilio.failures import MEANINGS
from adapters.whatsapp_twilio.menus import Menus
from adapters.whatsapp_twilio.sentences import TEMPLATES
from core.ids import ChannelName
from core.sentences import Sentence, say

__all__ = ["ADAPTER", "WhatsAppTwilioAdapter"]


class WhatsAppTwilioAdapter:
    """One channel of WhatsApp by Twilio: its port, its routes, its life."""

    def __init__(self, context: Context) -> None:
        section: WhatsAppTwilioSection = context.section
        name, memory, clock = ChannelName(context.name), context.memory, context.clock
        wire = SharedSession(context.session, section.api_url, section.timeout)
        rest = Rest(section.account_sid, section.credentials, wire, MEANINGS)
        consents, heard, people = Consents(memory), Heard(memory), People(memory, context.identities)
        callback = f"{context.public_url.rstrip('/')}/{name}/status"
        templates = {one.sid: one.template() for one in section.templates}
        self._port = WhatsAppTwilioChannel(
            name,
            rest,
            Notes(Sendings(memory, clock, rest), heard, people, consents, Menus(memory, rest, clock)),
            MediaFetcher(context.session, section.api_url, section.credentials, section.media_hosts, _not_listed),
            clock,
            Outside(
                callback, context.links, first_of_each(section.senders, section.queue), templates, section.list_button
            ),
        )
        self._edge = Edge(context, consents, people, heard)

    @property
    def port(self) -> WhatsAppTwilioChannel:
        """Give what the outbox worker sends through."""
        return self._port

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the addresses that Twilio calls."""
        return self._edge.routes()

    async def start(self) -> None:
        """Nothing to connect to: Twilio comes to us, and each message is a call of its own."""

    async def stop(self) -> None:
        """Nothing to end."""


def _not_listed(host: str) -> Sentence:
    return say("whatsapp_twilio_file_host", host=host)


ADAPTER = AdapterSpec(
    "whatsapp_twilio",
    "channel",
    WhatsAppTwilioSection,
    WhatsAppTwilioAdapter,
    TEMPLATES,
    addresses=Addresses(Line.beginning, read_person),
)
