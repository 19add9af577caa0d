"""What each desk can beyond its port, by the names of the optional abilities."""

from collections.abc import Mapping

from core.ids import DeskName
from core.ports import AgentDesk, desks

_OPTIONAL = tuple(
    one
    for one in vars(desks).values()
    if getattr(one, "_is_protocol", False) and one.__module__ == desks.__name__ and one is not AgentDesk
)


def abilities_of(ports: Mapping[DeskName, AgentDesk]) -> dict[DeskName, frozenset[str]]:
    """Give the abilities of desks, by the desk's name."""
    return {name: frozenset(one.__name__ for one in _OPTIONAL if isinstance(desk, one)) for name, desk in ports.items()}
