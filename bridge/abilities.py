"""What each desk can beyond its port, by the names of the optional abilities, and of personal threads."""

from collections.abc import Iterator, Mapping

from core.capabilities import Support
from core.ids import DeskName
from core.ports import AgentDesk, desks

_OPTIONAL = tuple(
    one
    for one in vars(desks).values()
    if getattr(one, "_is_protocol", False) and one.__module__ == desks.__name__ and one is not AgentDesk
)


PERSONAL_THREADS = "personal_threads"
"""Named among the abilities where personal chats with the bot have threads."""

NAMES_AUTHORS = "names_authors"
"""Named among the abilities where whose a post is stands over it, and not in its text: nobody can change it there."""

TELLS_DIRECTLY = "tells_directly"
"""Named among the abilities where what one person is told stands in their personal chat, and stays there."""


def abilities_of(ports: Mapping[DeskName, AgentDesk]) -> dict[DeskName, frozenset[str]]:
    """Give the abilities of desks, by the desk's name."""
    return {name: frozenset(_abilities(desk)) for name, desk in ports.items()}


def _abilities(desk: AgentDesk) -> Iterator[str]:
    yield from (one.__name__ for one in _OPTIONAL if isinstance(desk, one))
    if desk.capabilities().personal_threads >= Support.PARTIAL:
        yield PERSONAL_THREADS
    if desk.capabilities().author_names is Support.FULL:
        yield NAMES_AUTHORS
    if desk.capabilities().private < Support.FULL:
        yield TELLS_DIRECTLY
