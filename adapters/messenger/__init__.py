"""Messenger, by Meta's own platform: words, files, menus as quick replies, and what was delivered and read.

What it can: text and files both ways, quick replies, buttons that were pressed, reactions, answers given in the page's
own inbox, delivery and read marks, and seven days to answer where Meta allows it.
What it can't: change or take back what was sent, format it, or reach anybody who did not write first. A secure form is
its one-time link. It keeps nothing of a message.
"""

from collections.abc import Sequence

from aiohttp import web

from adapters.messenger.client import MessengerChannel, Notes
from adapters.messenger.config import MessengerSection
from adapters.messenger.edge import Known, Taking
from adapters.messenger.failures import MEANINGS
from adapters.messenger.ids import Line, read_id
from adapters.messenger.people import People
from adapters.messenger.sentences import TEMPLATES
from adapters.meta.graph import Graph
from adapters.meta.heard import Heard
from adapters.meta.media import MediaFetcher
from adapters.meta.sendings import Sendings
from adapters.meta.signature import Verifier
from adapters.meta.taking import Ways
from adapters.meta.webhook import Webhook
from adapters.spec import AdapterSpec, Addresses, Context
from core.ids import ChannelName
from core.sentences import Sentence, say

__all__ = ["ADAPTER", "MessengerAdapter"]


class MessengerAdapter:
    """One Messenger channel: its port, its routes, its life."""

    def __init__(self, context: Context) -> None:
        section: MessengerSection = context.section
        name, memory, clock = ChannelName(context.name), context.memory, context.clock
        graph = Graph(context.session, section, MEANINGS)
        heard, sendings = Heard(memory), Sendings(memory, clock)
        self._port = MessengerChannel(
            name,
            {one.id: one for one in section.pages},
            graph,
            Notes(sendings, heard),
            MediaFetcher(context.session, section.api_url, section.media_hosts, _not_listed),
            context.files,
            clock,
        )
        known = Known(heard, sendings, context.unknown, People(graph, memory, context.kept_name))
        ways = Ways(context.inbox, context.feed, context.bans, clock)
        taking = Taking(name, section, known, ways)
        verifier = Verifier(section.secrets, section.verify_token.get_secret_value())
        self._webhook = Webhook(name, "page", verifier, taking.entry)

    @property
    def port(self) -> MessengerChannel:
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
    return say("messenger_file_host", host=host)


ADAPTER = AdapterSpec(
    "messenger", "channel", MessengerSection, MessengerAdapter, TEMPLATES, addresses=Addresses(Line.beginning, read_id)
)
