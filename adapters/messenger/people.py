"""What people on Messenger are called: asked of Meta once, and remembered.

Rule: a name is never waited for long, and whoever has none that we may see is a Messenger user.

https://developers.facebook.com/docs/messenger-platform/identity/user-profile
"""

from aiohttp import ClientTimeout

from adapters.messenger.config import Page
from adapters.messenger.ids import Line
from adapters.meta.graph import Graph
from adapters.meta.payload import text
from core.errors import DeliveryFailed, Transient, Uncertain
from core.ports import Memory

NAMELESS = "Messenger user"
_LONGEST = 80
_PATIENCE = ClientTimeout(total=3)


class People:
    """Looks names up."""

    def __init__(self, graph: Graph, memory: Memory) -> None:
        self._graph = graph
        self._memory = memory

    async def name(self, line: Line, page: Page) -> str:
        """Give what a person is called."""
        key = f"name:{line.contact}"
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
        name = " ".join(f"{text(said, 'first_name')} {text(said, 'last_name')}".split())[:_LONGEST] or NAMELESS
        await self._memory.keep(key, name)
        return name
