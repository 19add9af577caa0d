"""The web: a chat widget that a site includes by one script tag.

What it can: text, files both ways, edits and deletions, read marks, resume after any loss of connection.
What it can't: formatted text (it becomes plain), and showing the customer that an agent types, as long as no desk
tells. It keeps nothing itself: what a customer sees is the core's log, read through the `Feed` port.
"""

import asyncio
from collections.abc import Sequence

from aiohttp import web

from adapters.spec import AdapterSpec, Addresses, Context
from adapters.web.client import WebChannel
from adapters.web.config import WebSection
from adapters.web.edge import Edge
from adapters.web.ids import person_contact
from adapters.web.services import assemble
from adapters.web.socket import Sockets


class WebAdapter:
    """One web channel: its port, its routes, its life."""

    def __init__(self, context: Context) -> None:
        self._services = assemble(context)
        self._sockets = Sockets(self._services)
        self._edge = Edge(self._services, self._sockets)
        self._port = WebChannel(self._services.channel, self._services.feed)

    @property
    def port(self) -> WebChannel:
        """Give what the outbox worker sends through."""
        return self._port

    @property
    def windows(self) -> int:
        """Give how many windows are connected now."""
        return self._sockets.count

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the widget's routes."""
        return self._edge.routes()

    async def start(self) -> None:
        """Nothing to connect to: customers come to us."""

    async def stop(self) -> None:
        """Ask every window to reconnect, and hand over who had left before; neither waits for the other."""
        had_left = self._services.presence.ends()
        await asyncio.gather(self._sockets.stop(), self._services.presence.hand_over(had_left))


ADAPTER = AdapterSpec("web", "channel", WebSection, WebAdapter, addresses=Addresses(signed=person_contact))
