"""What Meta posts of a page, read: what people do there, and what became of what we sent.

https://developers.facebook.com/docs/messenger-platform/reference/webhook-events
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from adapters.messenger.ids import is_id
from adapters.meta.payload import Fields, decimal, listed, mapping, moment, number, text
from core.errors import PayloadMalformed

_LONGEST_ID = 512
_NEVER = datetime.max.replace(tzinfo=UTC)
_KINDS = {"image": "picture", "video": "video", "audio": "sound", "file": "file"}
_MOST_FILES = 30


@dataclass(frozen=True, slots=True)
class File:
    """A file at Meta; `kind` is what it claims to be."""

    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class Wrote:
    """Somebody wrote; `said` are words for what can't be shown as such. `ref` is by what link they came."""

    mid: str
    text: str = ""
    files: tuple[File, ...] = ()
    said: tuple[str, ...] = ()
    payload: str = ""
    reply_to: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """Somebody changed what they had written."""

    mid: str
    text: str
    times: int


@dataclass(frozen=True, slots=True)
class Pressed:
    """Somebody pressed a button."""

    mid: str
    title: str
    payload: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody put an emoji on a message, or took it away."""

    mid: str
    emoji: str
    on: bool


@dataclass(frozen=True, slots=True)
class Referred:
    """Somebody came by a link while they have a conversation with the page."""

    ref: str


@dataclass(frozen=True, slots=True)
class Echoed:
    """The page wrote: we did, or somebody in the page's own inbox, or another app."""

    mid: str
    text: str
    files: int
    metadata: str


@dataclass(frozen=True, slots=True)
class Stands:
    """Everything that was sent until then was delivered, or read."""

    state: Literal["delivered", "read"]
    until: int
    mids: tuple[str, ...] = ()
    """Which of them this is told for, where Meta names them."""


@dataclass(frozen=True, slots=True)
class Strange:
    """Something that nobody here knows."""

    kind: str


_FIELDS = frozenset(
    {
        *(
            "mid",
            "text",
            "attachments",
            "quick_reply",
            "reply_to",
            "referral",
            "sticker_id",
            "nlp",
            "tags",
            "commands",
            "seq",
        ),
        *("is_echo", "app_id", "metadata"),
    }
)
"""What a message may have, used here or not."""


def unknown_fields(event: Fields) -> Fields:
    """Give what a message has that nobody here knows."""
    message = mapping(event, "message")
    return {name: message[name] for name in message if name not in _FIELDS}


What = Wrote | Edited | Pressed | Reacted | Referred | Echoed | Stands | Strange


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened between a person and a page."""

    person: str
    page: str
    at: datetime
    what: What


def read_event(event: Fields, page: str, now: datetime) -> Event:
    """Read one entry of a batch.

    Raises:
        PayloadMalformed: it names nobody, or nothing that happened.
    """
    what = _what(event)
    person = text(mapping(event, "recipient" if isinstance(what, Echoed) else "sender"), "id")
    if not is_id(person) or person == page:
        raise PayloadMalformed("it is nobody's")
    at = number(event, "timestamp")
    return Event(person, page, moment(at / 1000 if at is not None else None, now), what)


def _what(event: Fields) -> What:
    if message := mapping(event, "message"):
        return _echoed(message) if message.get("is_echo") is True else _wrote(message, event)
    if postback := mapping(event, "postback"):
        ref = text(mapping(postback, "referral"), "ref")
        title = text(postback, "title")
        made = f"{text(mapping(event, 'sender'), 'id')}:{text(event, 'timestamp')}"  # none in standby, and before v11
        return Pressed(_id(postback, made), title, text(postback, "payload"), ref)
    if reaction := mapping(event, "reaction"):
        return Reacted(_id(reaction), text(reaction, "emoji"), text(reaction, "action") == "react")
    if edit := mapping(event, "message_edit"):
        return Edited(_id(edit), text(edit, "text"), number(edit, "num_edit") or 1)
    if referral := mapping(event, "referral"):
        return Referred(text(referral, "ref"))
    states: tuple[tuple[str, Literal["delivered", "read"]], ...] = (("delivery", "delivered"), ("read", "read"))
    for name, state in states:
        told = mapping(event, name)
        until = number(told, "watermark")
        if until is not None:
            if moment(until / 1000, _NEVER) is _NEVER:
                raise PayloadMalformed("it is up to no time")
            return Stands(state, until, _mids(told))
    known = {"sender", "recipient", "timestamp"}
    return Strange(next((name for name in event if name not in known), "nothing"))


def _mids(told: Fields) -> tuple[str, ...]:
    found = told.get("mids")
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def _echoed(message: Fields) -> Echoed:
    files = len(listed(message, "attachments"))
    return Echoed(_id(message), text(message, "text"), files, text(message, "metadata"))


def _wrote(message: Fields, event: Fields) -> Wrote:
    found = [_attachment(one) for one in listed(message, "attachments")[:_MOST_FILES]]
    files = tuple(one for one in found if isinstance(one, File))
    said = tuple(one for one in found if isinstance(one, str))
    words = text(message, "text")
    if not words and not found:
        said = ("(sent something that can't be shown here)",)
    referral = mapping(message, "referral") or mapping(event, "referral")
    return Wrote(
        mid=_id(message),
        text=words,
        files=files,
        said=said,
        payload=text(mapping(message, "quick_reply"), "payload"),
        reply_to=text(mapping(message, "reply_to"), "mid"),
        ref=text(referral, "ref"),
    )


def _attachment(one: Fields) -> File | str:
    """Read an attachment: a file, or words for something else."""
    kind, payload = text(one, "type"), mapping(one, "payload")
    url, title = text(payload, "url") or text(one, "url"), text(payload, "title") or text(one, "title")
    if kind in _KINDS and url:
        return File(url, _KINDS[kind])
    if kind == "location":
        place = mapping(payload, "coordinates")
        lat, long = decimal(place, "lat"), decimal(place, "long")
        if lat is not None and long is not None:
            return f"(a place: {lat:.5f}, {long:.5f} https://www.google.com/maps?q={lat:.5f},{long:.5f})"
    if url:
        return f"{title} {url}".strip()
    return "(sent something that can't be shown here)"


def _id(of: Fields, otherwise: str = "") -> str:
    found = text(of, "mid") or otherwise
    if not found or len(found) > _LONGEST_ID:
        raise PayloadMalformed("it has no id")
    return found
