"""Which way an agent means: a channel by its name, a number or an identity in it, or a button's value (H5).

Rules:
1. `sms` is the only open way of that channel; where several are open, one is named by its address, and where that is
   the same, by our sender behind it.
2. Of what is not open the best is meant, so that its reason can be said.
3. `asked` at the end says that the customer has asked to be written to there.
"""

from collections.abc import Iterator, Sequence

from core.errors import ArgumentsInvalid
from core.features.identities import Identity
from core.features.reach import Reach, Way
from core.quoting import quoted
from core.sentences import say

ASKED = "asked"


def value_of(one: Identity) -> str:
    """Give by what a button names an address."""
    return ":".join(one.contact)


def chosen(ways: Sequence[Way], words: str) -> tuple[Way, bool]:
    """Give the way that is meant, and whether the customer is said to have asked for it.

    Raises:
        ArgumentsInvalid: it is none of them, or one of several.
    """
    before, _, last = words.strip().rpartition(" ")
    asked = last.casefold() == ASKED and bool(before)
    where = before.strip() if asked else words.strip()
    clicked = next((way for way in ways if way.identity is not None and value_of(way.identity) == where), None)
    if clicked is not None:
        return clicked, asked
    fitting = tuple(_fitting(ways, where.casefold()))
    if not fitting:
        channels = ", ".join(dict.fromkeys(str(way.channel) for way in ways))
        raise ArgumentsInvalid(say("channel_which", words=quoted(where), channels=channels), "where")
    return _only(fitting), asked


def _only(fitting: Sequence[Way]) -> Way:
    there = [way for way in fitting if way.reach is Reach.OPEN]
    here = [way for way in fitting if way.reach is Reach.HERE]
    there = there or here or [way for way in fitting if way.reach is Reach.UNASKED]
    if len(there) > 1:
        names = ", ".join(way.identity.name for way in there if way.identity is not None)
        raise ArgumentsInvalid(say("channel_several", names=names), "where")
    return there[0] if there else fitting[0]


def _fitting(ways: Sequence[Way], words: str) -> Iterator[Way]:
    """Give the ways that words name: by their channel's own name first, else by what people call it, or by address."""
    exactly = [way for way in ways if _names(way, str(way.channel), words)]
    yield from exactly or [way for way in ways if _names(way, way.title, words) or _is(way, words)]


def _names(way: Way, channel: str, words: str) -> bool:
    """Tell whether words are a channel's name, and behind it the way's address or nothing."""
    name = channel.casefold()
    if words == name:
        return True
    return words.startswith(f"{name} ") and _is(way, words.removeprefix(name))


def _is(way: Way, words: str) -> bool:
    one = way.identity
    if one is None or not _bare(words):
        return False
    shown, sender = _bare(one.shown.casefold()), _bare(one.sender.casefold())
    return _bare(words) in {shown, f"{shown}{sender}", f"{shown}from{sender}"}


def _bare(words: str) -> str:
    """Give letters and digits alone: numbers are written in many ways."""
    return "".join(sign for sign in words if sign.isalnum())
