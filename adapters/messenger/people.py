"""What people on Messenger are called: asked of Meta once, and remembered.

Rules:
1. A name is never waited for long, and whoever has none that we may see is a Messenger user.
2. It is remembered as it may be kept: people write into it what they like.

https://developers.facebook.com/docs/messenger-platform/identity/user-profile
"""

from collections.abc import Callable

from aiohttp import ClientTimeout

from adapters.messenger.config import Page
from adapters.messenger.ids import Line
from adapters.meta.graph import Graph
from adapters.meta.payload import text
from core.errors import DeliveryFailed, Transient, Uncertain
from core.ports import CALLED, Memory

NAMELESS = "Messenger user"
_LONGEST = 80
_PATIENCE = ClientTimeout(total=3)


class People:
    """Looks names up."""

    def __init__(self, graph: Graph, memory: Memory, kept: Callable[[str], str] = str) -> None:
        self._graph = graph
        self._memory = memory
        self._kept = kept

    async def name(self, line: Line, page: Page) -> str:
        """Give what a person is called."""
        key = f"{CALLED}{line.contact}"
        known = await self._memory.recall(key)
        if known is not None:
            return known
        try:
            token = page.access_token.get_secret_value()
            said = await self._graph.get(token, line.person, _PATIENCE, fields="first_name,last_name")
        except (Transient, Uncertain):
            return NAMELESS  # asked again with the next message
        except DeliveryFailed:
            said = {}
        whole = " ".join(f"{text(said, 'first_name')} {text(said, 'last_name')}".split())
        name = self._kept(whole)[:_LONGEST] or NAMELESS  # in this order: half a number would not be found
        await self._memory.keep(key, name, person=line.contact)
        return name
