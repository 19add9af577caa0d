"""What a message of the business says, by its type.

https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages has them.

Rules: each type's object has what its page says; the sentence for a text that is too long is reported only. Files
that are named by an address are fetched later, in `send`.
"""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playground.meta.ask import Ask, shape
from playground.meta.errors import whatsapp
from playground.meta.model import Bubble, Json
from playground.meta.whatsapp import interactive, media, templates
from playground.meta.whatsapp.interactive import text

if TYPE_CHECKING:
    from playground.meta.world import Meta

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024
_MEDIA = tuple(media.TYPES)
_CAPTIONED = frozenset({"image", "video", "document"})
TYPES = ("text", "template", "interactive", "location", "contacts", "reaction", *_MEDIA)


def fill(meta: "Meta", ask: Ask, bubble: Bubble) -> str:
    """Read the message into a bubble; give a template's category.

    Raises GraphError.
    """
    kind = ask.text("type") or "text"
    if kind not in TYPES:
        raise whatsapp(131051, f"Message type {kind} is not currently supported.")
    bubble.kind = kind
    if kind == "contacts":
        bubble.people = _contacts(ask)
        return ""
    if ask.parameters.get(kind) is None:
        raise whatsapp(131008, f"The parameter {kind} is required.")
    given = shape(ask.parameters[kind], dict, kind)
    if kind == "template":
        return str(templates.fill(meta, bubble, given)["category"])
    if kind == "text":
        bubble.text = text(given, "body", "text", LONGEST_TEXT)
    elif kind == "interactive":
        interactive.fill(bubble, given)
    elif kind == "location":
        bubble.place = _place(given)
    elif kind in _MEDIA:
        _file(meta, bubble, kind, given)
    return ""


def _file(meta: "Meta", bubble: Bubble, kind: str, given: Json) -> None:
    id, link, caption = given.get("id"), given.get("link"), given.get("caption")
    if bool(id) == bool(link):
        raise whatsapp(131009, f"Param {kind} must have one of id and link.")
    if caption and kind not in _CAPTIONED:
        raise whatsapp(131009, f"Param {kind}['caption'] is not allowed.")
    if caption:
        bubble.text = text(given, "caption", kind, LONGEST_CAPTION)
    if link:
        if urlsplit(str(link)).scheme not in {"http", "https"}:
            raise whatsapp(131009, f"Param {kind}['link'] is not a valid URL.")
        return
    kept = meta.whatsapp.store.media.get(str(id))
    if kept is None or kept.phone != bubble.number:
        raise whatsapp(131009, f"Param {kind}['id'] is not a valid whatsapp business account media attachment ID")
    bubble.files = [kept.file]


def _place(given: Json) -> Json:
    for name, most in (("latitude", 90), ("longitude", 180)):
        try:
            is_on_earth = abs(float(given[name])) <= most
        except (KeyError, TypeError, ValueError):
            is_on_earth = False
        if not is_on_earth:
            raise whatsapp(131009, f"Param location['{name}'] is not valid.")
    return {name: given[name] for name in ("latitude", "longitude", "name", "address") if given.get(name) is not None}


def _contacts(ask: Ask) -> list[Json]:
    rows = [shape(one, dict, "contacts") for one in shape(ask.parameters.get("contacts") or [], list, "contacts")]
    if not rows or not all((one.get("name") or {}).get("formatted_name") for one in rows):
        raise whatsapp(131009, "Param contacts: each one has name['formatted_name'].")
    return rows
