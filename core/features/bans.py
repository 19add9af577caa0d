"""Bans: whose messages reach nobody, since when, until when, by whom (S10).

Rules:
1. A ban is of a customer's address in a channel; one customer may have several. They are turned away as long as one of
   them holds.
2. Until when is a time, compared with the clock when something comes: nothing has to run for a ban to end.
3. The reason is an agent's own words about a customer: it stands with the ban alone, and goes with it, or before when
   the customer is erased. What must not be kept is masked in it before it is stored; `!mask` and words reach it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from core.commands.meaning import DURATION, length_of
from core.commands.outcome import Change
from core.commands.wants import Want
from core.errors import ArgumentsInvalid
from core.ids import AgentId, ChannelName, ConversationId, ExternalRef
from core.quoting import quoted
from core.sentences import Sentence, say

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
"""Until when a ban without end holds, where a time is needed."""

LONGEST = timedelta(days=3_650)
REASON_MOST = 200
"""Characters of a reason, so that a list of bans stays readable."""

_FOR = re.compile(r"for\s+", re.IGNORECASE)
_FOREVER = re.compile(r"(?:for\s+)?(?:ever|good|always)\b|forever\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ban:
    """One ban. `chat` is the number of the chat in which it was made; `turned_away` counts what was not let in."""

    id: str
    channel: ChannelName
    contact: ExternalRef
    name: str
    chat: int
    conversation: ConversationId | None
    at: datetime
    by: AgentId
    until: datetime | None = None
    """None: without end."""
    reason: str = ""
    turned_away: int = 0


@dataclass(frozen=True, slots=True)
class BanMade(Change):
    """A customer is banned from now on, in every chat."""

    ban: Ban


@dataclass(frozen=True, slots=True)
class BanLifted(Change):
    """A ban is lifted before its time."""

    ban: Ban
    by: AgentId


@dataclass(frozen=True, slots=True)
class ReasonsMasked(Change):
    """Words in the reasons of bans are masked, for good: `reasons` has what is left of each, by the ban."""

    reasons: tuple[tuple[str, str], ...]


REASONS: Want[tuple[tuple[str, str], ...]] = Want("ban_reasons")
"""The reasons of all bans that were made in the chat, by the ban."""
BANS: Want[tuple[Ban, ...]] = Want("bans")
"""The bans that nobody has lifted, the newest first; some may be over by now."""


def holds(ban: Ban, at: datetime) -> bool:
    """Tell whether a ban holds at a time."""
    return ban.until is None or ban.until > at


def made_at_once(ban: Ban) -> tuple[int, datetime, AgentId, datetime | None]:
    """Give what bans have in common that were made by one word: of a chat that has moved one for each address."""
    return ban.chat, ban.at, ban.by, ban.until


def one_of_each(bans: Iterable[Ban]) -> tuple[Ban, ...]:
    """Give of bans that were made by one word the first, with all that was turned away by any of them."""
    groups: dict[object, list[Ban]] = {}
    for ban in bans:
        groups.setdefault(made_at_once(ban), []).append(ban)
    return tuple(_together(group) for group in groups.values())


def _together(group: list[Ban]) -> Ban:
    return replace(min(group, key=lambda one: one.id), turned_away=sum(one.turned_away for one in group))


def how_long(words: str) -> tuple[timedelta | None, str]:
    """Read what stands behind `ban`: for how long (None: without end), and the reason.

    Raises:
        ArgumentsInvalid: `for` is followed by no length of time, or by too long a one.
    """
    rest = words.strip()
    if forever := _FOREVER.match(rest):
        return None, rest[forever.end() :].strip()
    named = _FOR.match(rest)
    rest = rest[named.end() :] if named else rest
    found = DURATION.match(rest)
    if found is None:
        if named:
            raise ArgumentsInvalid(say("ban_time", words=quoted(rest)), "words")
        return None, rest
    return checked(length_of(found[0])), rest[found.end() :].strip(" \t\n,.:;-")


def checked(time: timedelta) -> timedelta:
    """See that a ban may last so long.

    Raises:
        ArgumentsInvalid: it may not.
    """
    if not timedelta() < time <= LONGEST:
        raise ArgumentsInvalid(say("ban_too_long"), "words")
    return time


def told_until(until: datetime | None) -> str:
    """Say until when, as a list does."""
    return f"until {until:%Y-%m-%d %H:%M} UTC" if until is not None else "without end"


def bans_listed(bans: Iterable[Ban], names: Mapping[str, str]) -> str:
    """List bans, a line each."""
    return "\n".join(_line(ban, names) for ban in bans)


def _line(ban: Ban, names: Mapping[str, str]) -> str:
    turned_away = f"{ban.turned_away} message{'' if ban.turned_away == 1 else 's'} turned away"
    parts = (f"• #{ban.chat} {ban.name}".strip(), told_until(ban.until), f"by {names.get(ban.by, ban.by)}", turned_away)
    return " · ".join((*parts, ban.reason) if ban.reason else parts)


def made(ban: Ban) -> Sentence:
    """Say to whoever made a ban that it holds."""
    if ban.until is None:
        return say("banned", number=ban.chat)
    return say("banned_until", number=ban.chat, until=f"{ban.until:%Y-%m-%d %H:%M} UTC")
