"""From an event of Slack's to what the core knows. Pure: no I/O, no clock but the one handed in.

Rules:
1. An event that means nothing to the core gives None; it is acknowledged and forgotten.
2. A message is known by channel and timestamp, whichever event tells of it; other events by Slack's event id.
3. Only what was delivered for our own workspace is read.

It deliberately doesn't look at joins of others, topics and pins.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from adapters.slack.emoji_codes import from_code
from adapters.slack.ids import is_id, is_ts, make_message, make_person, make_place, make_thread, whole_channel
from adapters.slack.messages_in import Us, never, read_message
from adapters.slack.payload import Json, mapping, moment, objects, part, text
from adapters.slack.writing import Names
from core.ids import DeskName, ExternalRef
from core.inbound import Body, DeskReacted, DeskTrouble, HomeOpened, Inbound, PersonSubject, Subject, ThreadSubject

Trouble = Literal["archived", "unarchived", "removed", "added", "revoked", "uninstalled", "deleted"]

_PLACE_TROUBLE: Mapping[str, Trouble] = {
    "channel_archive": "archived",
    "group_archive": "archived",
    "channel_unarchive": "unarchived",
    "group_unarchive": "unarchived",
    "channel_deleted": "deleted",
    "group_deleted": "deleted",
    "channel_left": "removed",
    "group_left": "removed",
}
_MEMBERSHIP: Mapping[str, Trouble] = {"member_joined_channel": "added", "member_left_channel": "removed"}


@dataclass(frozen=True, slots=True)
class Install:
    """Where the bridge is installed; the bot's own ids are empty until Slack has been asked.

    `chats_in` tells whether a channel could belong to one chat alone: all of it is that chat's thread then.
    """

    desk: DeskName
    team: str
    bot_user: str = ""
    bot_id: str = ""
    chats_in: Callable[[str], bool] = field(default=never, compare=False)


def is_for_us(payload: Json, install: Install) -> bool:
    """Tell whether an event was delivered for our workspace.

    In a channel shared with another company `team_id` may be theirs: the authorizations say for whom it came.
    https://docs.slack.dev/apis/events-api/#authorizations
    """
    if payload.get("team_id") == install.team:
        return True
    teams = {text(one, "team_id") for one in objects(payload, "authorizations")}
    return install.team in teams or text(payload, "context_team_id") == install.team


def translate(payload: Json, install: Install, names: Names, now: datetime) -> Inbound | None:
    """Read one `event_callback`; None when there is nothing in it for the core."""
    event = part(payload, "event")
    if not is_for_us(payload, install):
        return None
    us = _us(payload, install)
    match text(event, "type"):
        case "message" | "app_mention":
            return read_message(event, us, names, now)
        case "app_home_opened":
            return _home(payload, event, us, now)
        case "reaction_added" | "reaction_removed":
            return _reaction(payload, event, us, now)
        case _:
            return _trouble(payload, event, us, now)


def _us(payload: Json, install: Install) -> Us:
    """Complete what we know of ourselves by what the event says of us."""
    return Us(
        desk=install.desk,
        team=install.team,
        bot_user=install.bot_user or _bot_user(payload),
        bot_id=install.bot_id,
        app=text(payload, "api_app_id"),
        chats_in=install.chats_in,
    )


def _bot_user(payload: Json) -> str:
    bots = (one for one in objects(payload, "authorizations") if one.get("is_bot") is True)
    return text(next(bots, mapping(None)), "user_id")


def _reaction(payload: Json, event: Json, us: Us, now: datetime) -> Inbound | None:
    """Read a reaction; our own marks are reactions too, and workspaces' own pictures mean nothing elsewhere.

    https://docs.slack.dev/reference/events/reaction_added
    """
    item, user = part(event, "item"), text(event, "user")
    channel, ts = text(item, "channel"), text(item, "ts")
    name, _, tone = text(event, "reaction").partition("::skin-tone-")
    emoji = from_code(name, int(tone) if tone.isdecimal() else 0)
    if not is_id(user) or user == us.bot_user or not is_id(channel) or not is_ts(ts) or emoji is None:
        return None
    # In a channel shared with another company nothing else says whose the person is; their ids may be those of ours.
    shared = payload.get("is_ext_shared_channel") is True
    person = make_person(text(payload, "team_id") if shared and is_id(text(payload, "team_id")) else us.team, user)
    whole = whole_channel(us.team, channel) if us.chats_in(channel) else None
    subject = ThreadSubject(us.desk, make_thread(us.team, channel, ts), fallback=whole, person=person)
    is_on = text(event, "type") == "reaction_added"
    body = DeskReacted(us.desk, person, make_message(us.team, channel, ts), emoji, is_on)
    return _inbound(payload, event, us, subject, body, now)


def _home(payload: Json, event: Json, us: Us, now: datetime) -> Inbound | None:
    user = text(event, "user")
    if text(event, "tab") == "messages" or not is_id(user):
        return None
    person = make_person(us.team, user)
    return _inbound(payload, event, us, PersonSubject(us.desk, person), HomeOpened(us.desk, person), now)


def _trouble(payload: Json, event: Json, us: Us, now: datetime) -> Inbound | None:
    kind, channel = text(event, "type"), text(event, "channel")
    what: Trouble | None = None
    if kind in _PLACE_TROUBLE:
        what = _PLACE_TROUBLE[kind]
    elif kind in _MEMBERSHIP and us.bot_user and text(event, "user") == us.bot_user:
        what = _MEMBERSHIP[kind]
    if what and is_id(channel):
        place = make_place(us.team, channel)
        return _inbound(payload, event, us, ThreadSubject(us.desk, place), DeskTrouble(us.desk, what, place), now)
    if kind == "app_uninstalled" or (kind == "tokens_revoked" and part(event, "tokens").get("bot")):
        whole: Trouble = "uninstalled" if kind == "app_uninstalled" else "revoked"
        subject = ThreadSubject(us.desk, ExternalRef(us.team))
        return _inbound(payload, event, us, subject, DeskTrouble(us.desk, whole), now)
    return None


def _inbound(payload: Json, event: Json, us: Us, subject: Subject, body: Body, now: datetime) -> Inbound:
    told = text(event, "event_ts")
    known_by = text(payload, "event_id") or f"{text(event, 'type')}:{told}"
    return Inbound(us.desk, f"event:{known_by}", subject, body, moment(told) or now)
