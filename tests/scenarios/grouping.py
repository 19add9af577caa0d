"""A shop whose agents are the members of a group."""

from collections.abc import Awaitable, Callable

from core.ids import AgentId
from playground.server import Playground
from tests.scenarios.played import DESK_NAME, GROUP, played
from tests.scenarios.settings import Settings
from tests.scenarios.world import World

HELPERS = "helpers"
GROUPED: Settings = {
    "agents": {"ada": None, "grace": None},
    "agents_from": {HELPERS: {"desk": DESK_NAME, "group": GROUP, "queues": ["support"], "capacity": 2}},
}
"""Ada and Grace are not listed: they are agents as members of a group."""


def having(*members: str) -> Callable[[Playground], Awaitable[None]]:
    """Give what puts these people into the group before a world begins."""

    async def fill(playground: Playground) -> None:
        await played().platform(playground).regroup(*members)

    return fill


def by_group(world: World, name: str) -> AgentId:
    """Give the id that somebody has as an agent by the group."""
    return AgentId(f"{HELPERS}/{world.desk.person(name)}")
