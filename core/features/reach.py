"""By which channels a customer can be reached now, and why not by the others (H5).

Rules:
1. One line a channel that is set up, for the address of the customer's that fits best: the chat's own, else one that
   can be reached, else the first.
2. What an agent was told is no consent: nobody is said to be within reach there who has never written from there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from core.commands.wants import Want
from core.features.identities import Identity
from core.ids import ChannelName


class Reach(StrEnum):
    """How a channel stands to a customer."""

    HERE = auto()
    """This chat is there."""
    OPEN = auto()
    CLOSED = auto()
    """The channel itself says why."""
    BANNED = auto()
    UNASKED = auto()
    """Told, and nobody has ever written from there."""
    UNKNOWN = auto()
    """No address is known, and one can be told by its number."""
    UNKNOWABLE = auto()
    """No address is known, and only the customer can make one known."""
    GONE = auto()
    """An address is known, of a channel that is set up no longer."""


@dataclass(frozen=True, slots=True)
class Known:
    """A channel that is set up. `by_number`: a number is enough to write to somebody there."""

    name: ChannelName
    title: str
    by_number: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A channel, how it stands to a customer, and by which address."""

    title: str
    reach: Reach
    identity: Identity | None = None
    why: str = ""
    """Of a closed one, in the channel's own words."""
    channel: ChannelName | None = None
    """The channel's name, by which it can be typed."""
    lost: str = ""
    """What would be lost by going on there, in words."""


WAYS: Want[Sequence[Way]] = Want("ways")
"""By which addresses the chat's customer can be reached, all of them."""


def ways(channels: Iterable[Known], there: Sequence[tuple[Identity, str]]) -> tuple[Way, ...]:
    """Give a way of each channel that is set up, in order, then of what is set up no longer.

    `there` are the customer's addresses, each with what its channel says against it, or nothing.
    """
    return best_of(all_ways(channels, there))


def best_of(all_of_them: Iterable[Way]) -> tuple[Way, ...]:
    """Give of the ways of each channel the one that fits best."""
    best: dict[object, Way] = {}
    for way in all_of_them:
        key = way if way.reach is Reach.GONE else way.channel
        best.setdefault(key, way)
    return tuple(best.values())


def all_ways(channels: Iterable[Known], there: Sequence[tuple[Identity, str]]) -> tuple[Way, ...]:
    """Give the ways by all addresses, those of a channel together, the one that fits best first."""
    known = tuple(channels)
    found = [way for one in known for way in _of(one, [pair for pair in there if pair[0].contact[0] == one.name])]
    names = {one.name for one in known}
    gone = (Way(one.title, Reach.GONE, one, channel=one.contact[0]) for one, _ in there if one.contact[0] not in names)
    return (*found, *gone)


_ORDER = (Reach.HERE, Reach.OPEN, Reach.UNASKED, Reach.CLOSED, Reach.BANNED)


def _of(channel: Known, there: Sequence[tuple[Identity, str]]) -> Sequence[Way]:
    found = [Way(channel.title, _reach(one, why), one, why, channel.name) for one, why in there]
    if found:
        return sorted(found, key=lambda way: _ORDER.index(way.reach))
    unknown = Reach.UNKNOWN if channel.by_number else Reach.UNKNOWABLE
    return (Way(channel.title, unknown, channel=channel.name),)


def _reach(one: Identity, why: str) -> Reach:
    if one.banned:
        return Reach.BANNED
    if one.here:
        return Reach.HERE
    if why:
        return Reach.CLOSED
    return Reach.OPEN if one.heard else Reach.UNASKED
