"""An agent writes first: from what they may, to whom, and what stands against it (H2).

Rules:
1. From a queue that the agent serves, by its sender; or from a number of the agent's own. Nothing else.
2. Nobody is written to who is banned or wants nothing, and nobody beside a chat that they have open on that line.
3. What is typed is a number without spaces and the text; before them from where, where there is a choice.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.commands.wants import Want
from core.directory import listed
from core.errors import ArgumentsInvalid
from core.ids import ChannelName, Contact, QueueId
from core.quoting import quoted
from core.sentences import Sentence, say

OWN = "own"
"""By what an agent's own number is called when it is typed."""
USAGE = "!sms {origin} +41791234567 …"
_TYPED = re.compile(r"(?P<origin>.*?)(?<!\S)(?P<number>[+(]?[0-9][0-9().\-/]*|\+)(?!\S)(?P<text>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Origin:
    """From what an agent may write first. `value` is what a form brings back, `title` is what people read."""

    value: str
    title: str
    names: tuple[str, ...]
    """By what it can be called when it is typed."""
    channel: ChannelName
    sender: str
    queue: QueueId
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class OpenChat:
    """A chat that is open already; without a number where the agent may not read it."""

    number: int | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is written to, and what stands against it."""

    contact: Contact
    shown: str
    open: OpenChat | None = None
    banned: bool = False
    why_not: str = ""
    """In the channel's own words."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """From what an agent may write first; and, where a number was given, to whom that is, or what is wrong with it."""

    origins: tuple[Origin, ...] = ()
    to: Addressee | None = None
    wrong: str = ""


WRITING_FIRST: Want[Outlook] = Want("writing first")


@dataclass(frozen=True, slots=True)
class Given:
    """What an agent has filled in, or typed."""

    origin: str = ""
    number: str = ""
    text: str = ""


def given(words: str, filled: Mapping[str, str]) -> Given:
    """Read what was filled in; or what was typed: from where, a number without spaces, the text."""
    if "to" in filled or "text" in filled:
        return Given(filled.get("from", "").strip(), filled.get("to", "").strip(), filled.get("text", "").strip())
    found = _TYPED.fullmatch(words.strip())
    if found is None:
        return Given(text=words.strip())
    return Given(found["origin"].strip(), found["number"], found["text"].strip())


def chosen(origins: Sequence[Origin], words: str) -> Origin:
    """Give from what is written: the only one there is, or the one that is named.

    Raises:
        ArgumentsInvalid: several could be meant, or none.
    """
    titles = listed(one.names[0] for one in origins)
    wanted = words.casefold()
    if not wanted:
        if len(origins) == 1:
            return origins[0]
        usage = USAGE.format(origin=origins[0].names[0] if origins else "…")
        raise ArgumentsInvalid(say("first_which_origin", usage=usage, origins=titles), "from")
    for fits in (_is, _is_called, _begins):
        found = [one for one in origins if fits(one, wanted)]
        if len(found) == 1:
            return found[0]
    raise ArgumentsInvalid(say("first_origin_unknown", words=quoted(words), origins=titles), "from")


def channel_of(value: str) -> ChannelName:
    """Give the channel of an origin's value."""
    return ChannelName(value.partition("/")[0])


def against(to: Addressee) -> Sentence | None:
    """Say why somebody is not written to; None where nothing stands against it."""
    if to.banned:
        return say("first_banned", to=to.shown)
    if to.open is not None and to.open.number is not None:
        return say("first_open", to=to.shown, number=to.open.number, link=to.open.link)
    if to.open is not None:
        return say("first_open_elsewhere", to=to.shown)
    return say("first_closed", why=to.why_not) if to.why_not else None


def _is(one: Origin, wanted: str) -> bool:
    return one.value.casefold() == wanted


def _is_called(one: Origin, wanted: str) -> bool:
    return wanted in (name.casefold() for name in one.names)


def _begins(one: Origin, wanted: str) -> bool:
    return any(name.casefold().startswith(wanted) for name in one.names)
