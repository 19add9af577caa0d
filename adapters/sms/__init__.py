"""SMS, by Twilio: text messages both ways, files where the network carries them, and what became of each message.

What it can: text in up to 1,600 characters a request and several requests for more, MMS in, MMS out where it is known,
the sender's own opt-out words, delivery reports.
What it can't: show who writes, that somebody types, or that a message was read; change or take back what was sent. An
offer is its numbered text, a secure form its one-time link. It keeps nothing of a message.
"""

from collections.abc import Mapping, Sequence

from aiohttp import web

from adapters.sms.client import Outside, SmsChannel
from adapters.sms.config import SmsSection
from adapters.sms.consent import Consents
from adapters.sms.edge import Edge
from adapters.sms.ids import beginning, read_number
from adapters.sms.media import MediaFetcher
from adapters.sms.rest import Rest, SharedSession
from adapters.sms.sentences import TEMPLATES
from adapters.sms.signature import Verifier
from adapters.spec import AdapterSpec, Addresses, Context
from core.ids import ChannelName

__all__ = ["ADAPTER", "SmsAdapter"]


class SmsAdapter:
    """One SMS channel: its port, its routes, its life."""

    def __init__(self, context: Context) -> None:
        section: SmsSection = context.section
        name, consents = ChannelName(context.name), Consents(context.memory)
        account, credentials = section.account_sid, section.credentials
        base = context.public_url.rstrip("/")
        self._port = SmsChannel(
            name,
            Rest(account, credentials, SharedSession(context.session, section.api_url)),
            consents,
            context.memory,
            MediaFetcher(context.session, section.api_url, credentials, section.media_hosts),
            context.clock,
            Outside(f"{base}/{name}/status", context.links, frozenset(section.mms_countries), _senders(section)),
        )
        verifier = Verifier(_tokens(section), base)
        self._edge = Edge(context, verifier, consents)

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


def _senders(section: SmsSection) -> Mapping[str, str]:
    """Give the first sender of each queue."""
    return {one.queue or section.queue: one.id for one in reversed(section.senders)}


def _tokens(section: SmsSection) -> tuple[str, ...]:
    both = (section.auth_token, section.previous_auth_token)
    return tuple(one.get_secret_value() for one in both if one is not None)


ADAPTER = AdapterSpec("sms", "channel", SmsSection, SmsAdapter, TEMPLATES, addresses=Addresses(beginning, read_number))
