"""SMS, by Twilio: text messages both ways, files where the network carries them, and what became of each message.

What it can: text in up to 1,600 characters a request and several requests for more, MMS in, MMS out where it is known,
the sender's own opt-out words, delivery reports.
What it can't: show who writes, that somebody types, or that a message was read; change or take back what was sent. An
offer is its numbered text, a secure form its one-time link. It keeps nothing of a message.
"""

from collections.abc import Sequence

from aiohttp import web

from adapters.sms.client import Outside, SmsChannel
from adapters.sms.config import SmsSection
from adapters.sms.edge import Edge
from adapters.sms.failures import MEANINGS
from adapters.sms.ids import Line, read_number
from adapters.sms.senders import senders_of
from adapters.sms.sentences import TEMPLATES
from adapters.spec import AdapterSpec, Addresses, Context
from adapters.twilio.consent import Consents
from adapters.twilio.media import MediaFetcher
from adapters.twilio.rest import Rest, SharedSession
from adapters.twilio.sendings import Sendings
from core.ids import ChannelName
from core.sentences import Sentence, say

__all__ = ["ADAPTER", "SmsAdapter"]


class SmsAdapter:
    """One SMS channel: its port, its routes, its life."""

    def __init__(self, context: Context) -> None:
        section: SmsSection = context.section
        name, consents = ChannelName(context.name), Consents(context.memory)
        wire = SharedSession(context.session, section.api_url, section.timeout)
        rest = Rest(section.account_sid, section.credentials, wire, MEANINGS)
        callback = f"{context.public_url.rstrip('/')}/{name}/status"
        senders = senders_of(section.senders, section.queue)
        self._port = SmsChannel(
            name,
            rest,
            consents,
            Sendings(context.memory, context.clock, rest),
            MediaFetcher(context.session, section.api_url, section.credentials, section.media_hosts, _not_listed),
            Outside(callback, context.links, frozenset(section.mms_countries), senders, section.region),
        )
        self._edge = Edge(context, consents)

    @property
    def port(self) -> SmsChannel:
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
    return say("sms_file_host", host=host)


ADAPTER = AdapterSpec(
    "sms", "channel", SmsSection, SmsAdapter, TEMPLATES, addresses=Addresses(Line.beginning, read_number)
)
