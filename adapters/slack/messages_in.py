"""Messages of Slack's: new, changed and deleted ones, by people, by other apps and by ourselves.

https://docs.slack.dev/reference/events/message

Rules:
1. A reply in a thread may belong to a chat; the store knows. A message outside of threads counts only when it names
   the bot, stands in a private talk with it, or in a channel that could be one chat's own. A reply in a private talk
   may belong to an expert's talk about a chat, and is the person's where it doesn't.
2. Our own posts are only an echo that settles a sending; they never become a message, in whichever shape they return.
3. What another app posted is never taken for an agent's word. Its changes are ignored: a held text stays as held.
4. A change counts when words or files changed. Slack tells of a "change" for link previews and reply counters too.
   Its text is read and doubted as a new one's is; a preview that Slack has added meanwhile is no part of it.
5. Each person is named by the team that the person belongs to.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from adapters.slack.contents import Contents, read_contents
from adapters.slack.ids import is_id, is_ts, make_message, make_person, make_thread, whole_channel
from adapters.slack.payload import Json, moment, objects, part, text
from adapters.slack.post import KEY_PREFIX
from adapters.slack.writing import Names
from core.conversation.model import HoldReason
from core.ids import DeskName, PersonRef
from core.inbound import Body, DeskEcho, DeskEdited, DeskMessage, Inbound, PersonSubject, Subject, ThreadSubject

_BY_PEOPLE = frozenset({"", "file_share", "thread_broadcast", "me_message", "bot_message"})
_NO_PERSON = frozenset({"USLACKBOT"})


def never(channel: str) -> bool:  # noqa: ARG001 - the answer where no chat has a channel of its own
    """Tell that a channel belongs to no chat."""
    return False


@dataclass(frozen=True, slots=True)
class Us:
    """Who we are in this workspace, and which channels could belong to one chat alone."""

    desk: DeskName
    team: str
    bot_user: str = ""
    bot_id: str = ""
    app: str = ""
    chats_in: Callable[[str], bool] = field(default=never, compare=False)


def read_message(event: Json, us: Us, names: Names, now: datetime) -> Inbound | None:
    """Read a `message` or `app_mention` event."""
    if not is_id(text(event, "channel")):
        return None
    match text(event, "subtype"):
        case "message_changed":
            return _changed(event, us, names, now)
        case "message_deleted":
            return _deleted(event, us, now)
        case subtype if subtype in _BY_PEOPLE and is_ts(text(event, "ts")):
            return _own(event, us, now) if is_ours(event, us) else _new(event, us, names, now)
        case _:
            return None


def is_ours(message: Json, us: Us) -> bool:
    """Tell whether we posted it; Slack shows our posts with our user, with our bot id, or with both."""
    bot = text(message, "bot_id")
    by_bot = bool(bot) and (bot == us.bot_id or text(message, "app_id") == us.app != "")
    return by_bot or (bool(us.bot_user) and text(message, "user") == us.bot_user)


def own_key(message: Json) -> str:
    """Give the key that rides in one of our posts, or nothing."""
    key = text(part(message, "metadata", "event_payload"), "key")
    if key:
        return key
    ids = (text(block, "block_id") for block in objects(message, "blocks"))
    return next((one.removeprefix(KEY_PREFIX) for one in ids if one.startswith(KEY_PREFIX)), "")


def is_by_app(message: Json) -> bool:
    """Tell whether no person wrote it."""
    return bool(text(message, "bot_id")) or text(message, "subtype") == "bot_message" or _user(message) in _NO_PERSON


def author(message: Json, us: Us) -> PersonRef | None:
    """Name who wrote a message, by their own team; None when Slack doesn't say."""
    user = _user(message) or text(message, "bot_id")
    team = text(message, "user_team") or text(message, "team") or text(part(message, "user_profile"), "team") or us.team
    return make_person(team, user) if is_id(user) and is_id(team) else None


def _user(message: Json) -> str:
    return text(message, "user")


def _own(event: Json, us: Us, now: datetime) -> Inbound | None:
    key, channel, ts = own_key(event), text(event, "channel"), text(event, "ts")
    if not key:
        return None
    root = text(event, "thread_ts") if is_ts(text(event, "thread_ts")) else ts
    whole = whole_channel(us.team, channel) if us.chats_in(channel) else None
    subject = ThreadSubject(us.desk, make_thread(us.team, channel, root), fallback=whole)
    body = DeskEcho(us.desk, key, make_message(us.team, channel, ts))
    return _inbound(us, f"echo:{channel}:{ts}", subject, body, ts, now)


def _new(event: Json, us: Us, names: Names, now: datetime) -> Inbound | None:
    person, channel, ts = author(event, us), text(event, "channel"), text(event, "ts")
    if person is None:
        return None
    contents = read_contents(event, us.team, names, us.bot_user)
    subject = _subject(event, channel, us, person)
    if subject is None:
        if not contents.addressed or is_by_app(event):
            return None
        subject = PersonSubject(us.desk, person)
    body = DeskMessage(
        desk=us.desk,
        person=person,
        ref=make_message(us.team, channel, ts),
        parts=contents.parts,
        name=_name(event, names),
        doubt=_doubt(event, contents),
        direct=_is_direct(event, channel),
        mentioned=contents.addressed,
    )
    return _inbound(us, f"message:{channel}:{ts}", subject, body, ts, now)


def _changed(event: Json, us: Us, names: Names, now: datetime) -> Inbound | None:
    message, before, channel = part(event, "message"), part(event, "previous_message"), text(event, "channel")
    ts, person = text(message, "ts"), author(message, us)
    if not is_ts(ts) or person is None or is_ours(message, us) or is_by_app(message):
        return None
    subject = _subject(message, channel, us, person)
    if subject is None or text(message, "subtype") not in _BY_PEOPLE or not _differs(message, before):
        return None
    edited = text(part(message, "edited"), "ts")
    contents = read_contents(_without_previews(message), us.team, names, us.bot_user)
    body = DeskEdited(
        desk=us.desk,
        person=person,
        ref=make_message(us.team, channel, ts),
        parts=contents.parts,
        doubt=_doubt(message, contents),
        mentioned=contents.addressed,
    )
    at = edited or text(event, "event_ts") or text(event, "ts")
    return _inbound(us, f"edit:{channel}:{ts}:{at}", subject, body, at, now)


def _without_previews(message: Json) -> Json:
    """Leave out what Slack shows of links: the author wrote the link. What was forwarded is the author's own doing.

    https://docs.slack.dev/messaging/unfurling-links-in-messages
    """
    kept = [one for one in objects(message, "attachments") if not text(one, "from_url") or one.get("is_share") is True]
    return {**message, "attachments": kept}


def _differs(message: Json, before: Json) -> bool:
    """Tell whether a person changed the message; a preview or a counter leaves words, files and `edited` alone."""
    edited = text(part(message, "edited"), "ts")
    if not before:
        return bool(edited)
    return (
        text(message, "text") != text(before, "text")
        or edited != text(part(before, "edited"), "ts")
        or [text(file, "id") for file in objects(message, "files")]
        != [text(file, "id") for file in objects(before, "files")]
    )


def _deleted(event: Json, us: Us, now: datetime) -> Inbound | None:
    before, channel, ts = part(event, "previous_message"), text(event, "channel"), text(event, "deleted_ts")
    person = author(before, us)
    if not is_ts(ts) or person is None or is_ours(before, us):
        return None
    subject = _subject(before, channel, us, person)
    if subject is None:
        return None
    body = DeskEdited(us.desk, person, make_message(us.team, channel, ts), None)
    return _inbound(us, f"deleted:{channel}:{ts}", subject, body, text(event, "event_ts"), now)


def _subject(message: Json, channel: str, us: Us, person: PersonRef) -> Subject | None:
    """Say whose lane a message belongs to; None outside of threads, private talks and chats' own channels."""
    root = text(message, "thread_ts")
    is_reply = is_ts(root) and root != text(message, "ts")
    if _is_direct(message, channel):
        if not is_reply:
            return PersonSubject(us.desk, person)
        return ThreadSubject(us.desk, make_thread(us.team, channel, root), person=person)
    whole = whole_channel(us.team, channel) if us.chats_in(channel) else None
    if is_reply:
        return ThreadSubject(us.desk, make_thread(us.team, channel, root), fallback=whole)
    return ThreadSubject(us.desk, whole, person=person) if whole else None


def _name(event: Json, names: Names) -> str:
    """Give the author's name; another app's post may name no user, only itself."""
    user = _user(event)
    return (names.person(user) or "") if is_id(user) else text(event, "username")


def _is_direct(message: Json, channel: str) -> bool:
    return text(message, "channel_type") == "im" or channel.startswith("D")


def _doubt(event: Json, contents: Contents) -> HoldReason | None:
    if is_by_app(event):
        return HoldReason.BOT
    return None if contents.readable else HoldReason.UNREADABLE


def _inbound(us: Us, dedupe: str, subject: Subject, body: Body, ts: str, now: datetime) -> Inbound:
    return Inbound(us.desk, dedupe, subject, body, moment(ts) or now)
