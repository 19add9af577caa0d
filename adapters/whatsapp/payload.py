"""What Meta posts of a WhatsApp account, read: who wrote what, and what became of what we sent.

https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from adapters.meta.payload import Fields, decimal, listed, mapping, moment, number, text
from adapters.meta.whatsapp.ids import is_number, is_user
from adapters.meta.whatsapp.person import LONGEST_NAME, Moved, Person
from adapters.meta.whatsapp.words import NOT_SHOWN, place_words
from core.errors import PayloadMalformed

_LONGEST_ID = 512
_FILES = {"image": "picture", "video": "video", "audio": "sound", "document": "file", "sticker": "sticker"}


@dataclass(frozen=True, slots=True)
class File:
    """A file at WhatsApp, by its id."""

    id: str
    name: str
    mime: str


@dataclass(frozen=True, slots=True)
class Wrote:
    """Somebody wrote, chose or reacted; `opens` says whether it may begin a chat."""

    id: str
    at: datetime
    words: tuple[str, ...] = ()
    file: File | None = None
    payload: str = ""
    quotes: str = ""
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a message of ours stands; `data` is what we had put into it."""

    id: str
    status: str
    data: str
    error: int
    at: datetime


def person_of(value: Fields, message: Fields) -> Person:
    """Say who wrote a message.

    Raises:
        PayloadMalformed: nobody whom one could answer.
    """
    num, user = text(message, "from"), text(message, "from_user_id")
    contacts = listed(value, "contacts")
    mine = [one for one in contacts if (num and text(one, "wa_id") == num) or (user and text(one, "user_id") == user)]
    about = (mine or contacts[:1] or [{}])[0]
    num, user = num or text(about, "wa_id"), user or text(about, "user_id")
    profile = mapping(about, "profile")
    name = " ".join((text(profile, "name") or text(profile, "username")).split())[:LONGEST_NAME]
    person = Person(num if is_number(num) else "", user if is_user(user) else "", name)
    if not person.number and not person.user:
        raise PayloadMalformed("it is nobody's")
    return person


def moved(message: Fields) -> Moved | None:
    """Read that somebody has another number; None for every other message."""
    system = mapping(message, "system")
    if text(message, "type") != "system" or text(system, "type") != "user_changed_number":
        return None
    num, user = text(system, "wa_id"), text(system, "user_id")
    now = Person(num if is_number(num) else "", user if is_user(user) else "")
    return Moved(text(message, "from"), now) if now.number or now.user else None


def wrote(message: Fields, now: datetime) -> Wrote:
    """Read a message.

    Raises:
        PayloadMalformed: it has no id.
    """
    id, kind = _id(message), text(message, "type")
    at, quotes = moment(number(message, "timestamp"), now), text(mapping(message, "context"), "id")
    body = mapping(message, kind)
    if kind == "reaction":
        emoji = text(body, "emoji")
        return Wrote(id, at, (emoji,) if emoji else (), quotes=text(body, "message_id"), opens=False)
    if kind in _FILES:
        return Wrote(id, at, tuple(filter(None, (text(body, "caption"),))), _file(kind, body), quotes=quotes)
    if kind == "interactive":
        reply = mapping(body, "button_reply") or mapping(body, "list_reply")
        words = text(reply, "title") or NOT_SHOWN
        return Wrote(id, at, (words,), payload=text(reply, "id"), quotes=quotes)
    return Wrote(id, at, _SAYS.get(kind, _nothing)(message), quotes=quotes)


def stands(status: Fields, now: datetime) -> Stands:
    """Read a report.

    Raises:
        PayloadMalformed: it names no message, or no state.
    """
    state = text(status, "status")
    if not state.isascii() or not state.isalpha():
        raise PayloadMalformed("it has no state")
    errors = listed(status, "errors")
    code = number(errors[0], "code") if errors else None
    at = moment(number(status, "timestamp"), now)
    return Stands(_id(status), state, text(status, "biz_opaque_callback_data"), code or 0, at)


def _file(kind: str, body: Fields) -> File:
    id = text(body, "id")
    if not id.isascii() or not id.isalnum() or len(id) > _LONGEST_ID:
        raise PayloadMalformed("a file without an id")
    return File(id, text(body, "filename")[:200] or _FILES[kind], text(body, "mime_type").partition(";")[0].strip())


def _text(message: Fields) -> tuple[str, ...]:
    words = text(mapping(message, "text"), "body")
    return (words,) if words else ()


def _button(message: Fields) -> tuple[str, ...]:
    return (text(mapping(message, "button"), "text") or NOT_SHOWN,)


def _place(message: Fields) -> tuple[str, ...]:
    place = mapping(message, "location")
    lat, long = decimal(place, "latitude"), decimal(place, "longitude")
    if lat is None or long is None:
        return (NOT_SHOWN,)
    return (place_words(lat, long, text(place, "name"), text(place, "address")),)


def _contacts(message: Fields) -> tuple[str, ...]:
    told = []
    for one in listed(message, "contacts")[:20]:
        name = text(mapping(one, "name"), "formatted_name") or text(mapping(one, "name"), "first_name")
        phones = ", ".join(filter(None, (text(phone, "phone") for phone in listed(one, "phones")[:5])))
        told.append(f"(a contact: {' '.join(filter(None, (name, phones)))})")
    return tuple(told) or (NOT_SHOWN,)


def _order(message: Fields) -> tuple[str, ...]:
    order = mapping(message, "order")
    count = len(listed(order, "product_items"))
    words = text(order, "text")
    return (
        f"(an order of {count} {'thing' if count == 1 else 'things'} of the catalogue)",
        *((words,) if words else ()),
    )


def _nothing(_: Fields) -> tuple[str, ...]:
    return (NOT_SHOWN,)


_SAYS: Mapping[str, Callable[[Fields], tuple[str, ...]]] = MappingProxyType(
    {
        "text": _text,
        "button": _button,
        "location": _place,
        "contacts": _contacts,
        "order": _order,
    }
)
_FIELDS = frozenset(
    {
        *("from", "from_user_id", "from_parent_user_id", "from_logical_id", "group_id", "id", "timestamp", "type"),
        *("context", "referral", "errors", "identity"),
    }
)
"""What a message may have beside what its type names, used here or not."""


def unknown_fields(message: Fields) -> Fields:
    """Give what a message has that nobody here knows."""
    kind = text(message, "type")
    return {name: message[name] for name in message if name not in _FIELDS and name != kind}


KNOWN = frozenset({*_SAYS, *_FILES, "interactive", "reaction", "system"})
"""The kinds of message that can be shown, or need not be."""


def _id(of: Fields) -> str:
    found = text(of, "id")
    if not found or len(found) > _LONGEST_ID:
        raise PayloadMalformed("it has no id")
    return found
