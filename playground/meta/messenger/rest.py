"""The calls of the Graph API that are Messenger's."""

from html import escape
from typing import TYPE_CHECKING

from playground.meta.ask import Ask, shape
from playground.meta.errors import GraphError, parameter
from playground.meta.messenger import attachments
from playground.meta.messenger.send import send
from playground.meta.model import File, Json

if TYPE_CHECKING:
    from playground.meta.world import Meta

__all__ = ["page", "profile", "send", "upload"]
_PROFILE = ("id", "name", "first_name", "last_name", "profile_pic")
_PAGE = ("id", "name")
_FACE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="72" height="72">'
    '<rect width="72" height="72" fill="hsl({hue} 42% 42%)"/>'
    '<text x="36" y="46" font-family="system-ui,sans-serif" font-size="28" fill="#fff"'
    ' text-anchor="middle">{word}</text></svg>'
)


async def upload(meta: "Meta", ask: Ask) -> Json:
    """Keep an attachment for later (https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api).

    Raises GraphError 100.
    """
    message = shape(ask.parameters.get("message"), dict, "message")
    attachment = shape(message.get("attachment"), dict, "message[attachment]")
    if attachment.get("type") not in attachments.TYPES:
        raise parameter(f"Param message[attachment][type] must be one of {{{', '.join(attachments.TYPES)}}}")
    payload = shape(attachment.get("payload") or {}, dict, "message[attachment][payload]")
    _, id = await attachments.found(meta, ask, {**attachment, "payload": {**payload, "is_reusable": True}})
    return {"attachment_id": id}


async def profile(meta: "Meta", ask: Ask) -> Json:
    """Tell of a person (https://developers.facebook.com/docs/messenger-platform/identity/user-profile).

    Raises GraphError 100.
    """
    person = meta.messenger.store.people[ask.node]
    if person.private or person.deactivated:
        raise parameter("No profile available for this user.", 2018218)  # reported only
    known = {
        "id": person.psid,
        "name": person.name,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "profile_pic": meta.shown(_picture(person.name), f"face-{person.psid}"),
    }
    wanted = _fields(ask, "first_name,last_name,profile_pic,id", _PROFILE, "User")
    return {name: known[name] for name in [*wanted, "id"] if known[name]}


async def page(meta: "Meta", ask: Ask) -> Json:
    """Tell of the Page.

    Raises GraphError 100.
    """
    known = {"id": meta.settings.page, "name": meta.settings.page_name}
    return {name: known[name] for name in [*_fields(ask, "name,id", _PAGE, "Page"), "id"]}


def _picture(name: str) -> File:
    """Draw the initials."""
    word = escape("".join(one[0] for one in name.split()[:2]).upper() or "?")
    hue = sum(name.encode()) % 360
    return File("profile.svg", "image/svg+xml", _FACE.format(hue=hue, word=word).encode())


def _fields(ask: Ask, default: str, known: tuple[str, ...], node: str) -> list[str]:
    wanted = ask.fields(default)
    strange = next((name for name in wanted if name not in known), None)
    if strange:
        raise GraphError(100, f"(#100) Tried accessing nonexisting field ({strange}) on node type ({node})")
    return wanted
