"""What happens around messages: reactions, and what becomes of teams, channels and the app. Pure.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events

Rules:
1. Teams tells of reactions by names of its own; one that stands for no emoji means nothing elsewhere.
2. A place that is lost is told by its channel where Teams names one, else by the team's own: its first channel.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from adapters.teams.ids import channel_of, make_place
from adapters.teams.inbound import Us, author, conversation_of, is_personal, made, message_ref, subject_of
from adapters.teams.payload import Json, objects, part, text
from core.ids import ExternalRef
from core.inbound import DeskReacted, DeskTrouble, HomeOpened, Inbound, PersonSubject, ThreadSubject

Trouble = Literal["archived", "unarchived", "removed", "added", "revoked", "uninstalled", "deleted"]

# https://learn.microsoft.com/graph/api/resources/chatmessagereaction and, for all others, code points before a name
_REACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "like": "👍",
        "plusone": "👍",
        "heart": "❤️",
        "laugh": "😆",
        "surprised": "😮",
        "sad": "😢",
        "angry": "😠",
        "checkmark": "✅",
        "launch": "🚀",
    }
)
_OF_EVENTS: Mapping[str, Trouble] = MappingProxyType(
    {
        "teamArchived": "archived",
        "teamUnarchived": "unarchived",
        "teamDeleted": "deleted",
        "teamHardDeleted": "deleted",
        "teamRestored": "unarchived",
        "channelDeleted": "deleted",
        "channelRestored": "unarchived",
    }
)
_LARGEST = 0x10FFFF
_KEYCAPS = frozenset(map(ord, "#*0123456789"))
_MOST_POINTS = 12


def read_reactions(activity: Json, us: Us, now: datetime) -> Iterator[Inbound]:
    """Read the emoji that somebody put on a message, or took away."""
    person, ref = author(activity, us), message_ref(activity, "replyToId")
    if person is None or ref is None:
        return
    for key, is_on in (("reactionsAdded", True), ("reactionsRemoved", False)):
        for one in objects(activity, key):
            name = text(one, "type")
            emoji = emoji_of(name)
            if emoji:
                body = DeskReacted(us.desk, person, ref, emoji, is_on)
                subject = subject_of(activity, us, person)
                which = (text(activity, "timestamp"), name, "on" if is_on else "off", text(activity, "replyToId"))
                yield made(activity, us, subject, body, now, *which)


def emoji_of(reaction: str) -> str:
    """Give the emoji that a reaction is, or nothing: `like`, or code points before a name, as in 1f440_eyes."""
    known = _REACTIONS.get(reaction.casefold())
    if known:
        return known
    points = reaction.partition("_")[0].split("-")
    try:
        numbers = [int(one, 16) for one in points[:_MOST_POINTS]]
    except ValueError:
        return reaction if reaction and not reaction.isascii() and len(reaction) <= _MOST_POINTS else ""
    is_emoji = "_" in reaction and all(0x2000 <= one <= _LARGEST or one in _KEYCAPS for one in numbers)  # noqa: PLR2004 - where symbols begin
    return "".join(map(chr, numbers)) if is_emoji else ""


def read_event(activity: Json, us: Us, now: datetime) -> Inbound | None:
    """Read what became of a team or a channel, or of our bot in it (conversationUpdate)."""
    what = _OF_EVENTS.get(text(part(activity, "channelData"), "eventType"))
    if what is None and not is_personal(activity):
        for key, membership in (("membersAdded", "added"), ("membersRemoved", "removed")):
            if any(us.is_us(one) for one in objects(activity, key)):
                what = "added" if membership == "added" else "removed"
    return _trouble(activity, us, what, now) if what else None


def read_installation(activity: Json, us: Us, now: datetime) -> Inbound | None:
    """Read that the app was installed or removed (installationUpdate): for one person, or in a team."""
    is_added = text(activity, "action").startswith("add")
    if not is_personal(activity):
        return _trouble(activity, us, "added" if is_added else "removed", now)
    person = author(activity, us)
    if person is None or not is_added:
        return None
    return made(activity, us, PersonSubject(us.desk, person), HomeOpened(us.desk, person), now)


def _trouble(activity: Json, us: Us, what: Trouble, now: datetime) -> Inbound | None:
    data = part(activity, "channelData")
    named = (text(part(data, "channel"), "id"), text(part(data, "team"), "id"), conversation_of(activity))
    place = next((found for one in named if (found := _place(one)) is not None), None)
    if place is None:
        return None
    body = DeskTrouble(us.desk, what, place)
    return made(activity, us, ThreadSubject(us.desk, place), body, now, what, text(activity, "timestamp"))


def _place(conversation: str) -> ExternalRef | None:
    try:
        return make_place(channel_of(conversation))
    except ValueError:
        return None
