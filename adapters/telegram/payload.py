"""What Telegram posts, read: what people do in their private chat with the bot.

https://core.telegram.org/bots/api#update
"""

from dataclasses import dataclass
from datetime import datetime

from adapters.fields import Fields, listed, mapping, moment, number, text
from adapters.telegram.contents import File, files_of, said_of, words_of
from adapters.telegram.ids import is_id
from core.errors import PayloadMalformed

_LONGEST_DATA = 64
_START = "/start"
STARTED = "(pressed Start)"
ASKED_FOR = ("message", "edited_message", "callback_query", "message_reaction", "my_chat_member")
"""The kinds of updates that the bridge asks for."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """Somebody wrote; `said` are words for what can't be shown as such. `ref` is by what link they came."""

    message: int
    text: str = ""
    files: tuple[File, ...] = ()
    said: tuple[str, ...] = ()
    reply_to: int | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """Somebody changed what they had written."""

    message: int
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """Somebody pressed a button of ours."""

    id: str
    data: str


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody put emoji on a message; none where they took them away."""

    message: int
    emoji: str


@dataclass(frozen=True, slots=True)
class Stands:
    """Somebody has blocked the bot, or lets it write again."""

    blocked: bool


@dataclass(frozen=True, slots=True)
class Strange:
    """Something that nobody here knows, or that is in no private chat."""

    kind: str
    payload: Fields


What = Wrote | Edited | Pressed | Reacted | Stands


@dataclass(frozen=True, slots=True)
class Person:
    """Who did it: the id, what they are called, and the language of their screen, as they say themselves."""

    id: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that somebody did. `strange` are fields that nobody here knows."""

    number: int
    person: Person
    at: datetime
    what: What
    strange: Fields


def read_update(update: Fields, now: datetime) -> Update | Strange:
    """Read what came.

    Raises:
        PayloadMalformed: it has no number, or nothing that happened.
    """
    kinds = [name for name in update if name != "update_id"]
    count = number(update, "update_id")
    if count is None or not kinds:
        raise PayloadMalformed("it is no update")
    kind = kinds[0]
    body = mapping(update, kind)
    if kind not in ASKED_FOR or not body:
        return Strange(kind, body)
    who = mapping(body, "user" if kind == "message_reaction" else "from")
    chat = mapping(mapping(body, "message") if kind == "callback_query" else body, "chat")
    if text(chat, "type") not in ("", "private") or who.get("is_bot") is True:
        return Strange("elsewhere", {"type": text(chat, "type")})
    id = text(who, "id")
    if not is_id(id) or (chat and text(chat, "id") != id):
        raise PayloadMalformed("it is nobody's")
    what = _what(kind, body)
    if what is None:
        return Strange(kind, body)
    seconds = number(body, "edit_date") if kind == "edited_message" else number(body, "date")
    at = moment(float(seconds) if seconds is not None else None, now)
    return Update(count, _person(who, id), at, what, _unknown(kind, body))


def _what(kind: str, body: Fields) -> What | None:
    """Read what happened; None where that can't be told."""
    match kind:
        case "message":
            return _wrote(body)
        case "edited_message":
            return Edited(_number(body, "message_id"), _all_words(body))
        case "callback_query":
            id, data = text(body, "id"), text(body, "data")
            return Pressed(id, data) if id and len(id) <= _LONGEST_DATA and len(data) <= _LONGEST_DATA else None
        case "message_reaction":
            emoji = "".join(text(one, "emoji") for one in listed(body, "new_reaction"))
            return Reacted(_number(body, "message_id"), emoji)
        case _:
            status = text(mapping(body, "new_chat_member"), "status")
            return Stands(status == "kicked") if status in ("kicked", "member") else None


def _wrote(message: Fields) -> Wrote | None:
    """Read a message; None where it holds nothing that somebody said: a notice of Telegram's own."""
    files, said, words = files_of(message), said_of(message), words_of(message)
    ref = ""
    if words.partition(" ")[0] == _START:
        ref, words, said = words.partition(" ")[2].strip()[:_LONGEST_DATA], "", (STARTED, *said)
    if not (files or said or words):
        return None
    reply = number(mapping(message, "reply_to_message"), "message_id")
    return Wrote(_number(message, "message_id"), words, files, said, reply, ref)


def _all_words(message: Fields) -> str:
    return "\n".join(one for one in (words_of(message), *said_of(message)) if one)


def _number(of: Fields, name: str) -> int:
    found = number(of, name)
    if found is None:
        raise PayloadMalformed("it has no id")
    return found


def _person(who: Fields, id: str) -> Person:
    name = " ".join(f"{text(who, 'first_name')} {text(who, 'last_name')}".split())[:_LONGEST_NAME]
    return Person(id, name or NAMELESS, text(who, "language_code")[:_LONGEST_LANGUAGE])


NAMELESS = "Telegram user"
_LONGEST_NAME, _LONGEST_LANGUAGE = 200, 35
"""A name is never cut where somebody could put a number into it: Telegram takes 64 characters for each of the two."""
_OF_MESSAGE = frozenset(
    {
        *("message_id", "from", "chat", "date", "edit_date", "text", "entities", "caption", "caption_entities"),
        *("reply_to_message", "external_reply", "quote", "forward_origin", "is_automatic_forward", "via_bot"),
        *("media_group_id", "has_media_spoiler", "show_caption_above_media", "link_preview_options", "effect_id"),
        *("has_protected_content", "is_from_offline", "reply_markup", "sender_business_bot", "message_thread_id"),
        *("photo", "document", "video", "animation", "audio", "voice", "video_note", "sticker", "is_topic_message"),
        *(
            "contact",
            "location",
            "venue",
            "poll",
            "dice",
            "author_signature",
            "paid_star_count",
            "reply_to_checklist_task_id",
        ),
    }
)
"""What a message may have, used here or not: https://core.telegram.org/bots/api#message."""
_FIELDS = {
    "message": _OF_MESSAGE,
    "edited_message": _OF_MESSAGE,
    "callback_query": frozenset({"id", "from", "message", "inline_message_id", "chat_instance", "data"}),
    "message_reaction": frozenset({"chat", "message_id", "user", "actor_chat", "date", "old_reaction", "new_reaction"}),
    "my_chat_member": frozenset({"chat", "from", "date", "old_chat_member", "new_chat_member", "invite_link"}),
}


def _unknown(kind: str, body: Fields) -> Fields:
    return {name: body[name] for name in body if name not in _FIELDS[kind]}
