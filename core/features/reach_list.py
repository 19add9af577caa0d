"""The list of a customer's channels, for an agent's eyes alone (H5)."""

from collections.abc import Iterable

from core.features.reach import Reach, Way
from core.sentences import say
from core.texts import render


def ways_listed(ways: Iterable[Way], number: int) -> str:
    """Write the list, a line each."""
    return "\n".join((render(say("channels_title", number=number), {}), *(f"• {_line(way)}" for way in ways)))


def _line(way: Way) -> str:
    name = way.identity.name if way.identity is not None else way.title
    said = render(say(f"channels_{way.reach}"), {})
    if way.reach is Reach.HERE and way.why:
        return f"{name}: {said}, but {way.why}"
    return f"{name}: {way.why if way.reach is Reach.CLOSED else said}"
