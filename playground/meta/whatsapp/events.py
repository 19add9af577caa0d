"""What the app is told (https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages).

Rules: times are seconds, as texts; `user_id` and `from_user_id` are always there, `wa_id`, `from` and `recipient_id`
only of people who show their number
(https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids); a system message
has no contacts.
"""

import uuid
from typing import TYPE_CHECKING, Any

from playground.meta.errors import WHATSAPP as ERRORS
from playground.meta.files import ending, family, sha256
from playground.meta.hook import CALLBACKS, EVENTS, WHATSAPP, Event
from playground.meta.ids import node
from playground.meta.model import Bubble, File, Json, Message
from playground.meta.whatsapp.people import Media

if TYPE_CHECKING:
    from playground.meta.whatsapp.people import Person
    from playground.meta.world import Meta

_DAY = 24 * 3600
_DOCS = "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes"
_FREE = "free_customer_service"


def now(meta: "Meta") -> str:
    """Give the time as WhatsApp writes it."""
    return str(int(meta.clock.now()))


def received(meta: "Meta", person: "Person", bubble: Bubble, what: Json) -> None:
    """Tell of something that a person has sent or done."""
    body: Json = {"id": bubble.mid, "timestamp": now(meta), **what}
    if bubble.reply_to:
        ours = meta.settings.phone(bubble.number) or {}
        theirs = next((one for one in person.bubbles if one.mid == bubble.reply_to and one.mine), None)
        body["context"] = {"from": person.number if theirs else ours.get("number", ""), "id": bubble.reply_to}
    tell(meta, person, bubble.number, {"messages": [{**_who(person), **body}]}, str(what["type"]))


def content(meta: "Meta", bubble: Bubble) -> Json:
    """Write what a bubble of a person's says, by its type."""
    if bubble.place:
        return {"type": "location", "location": bubble.place}
    if bubble.people:
        return {"type": "contacts", "contacts": bubble.people}
    if bubble.files:
        return _media(meta, bubble, bubble.files[0])
    return {"type": "text", "text": {"body": bubble.text}}


def keep(meta: "Meta", file: File, phone: str) -> Media:
    """Keep a file at WhatsApp."""
    media = Media(node(), file, phone, meta.clock.now())
    meta.whatsapp.store.media[media.id] = media
    return media


def status(meta: "Meta", person: "Person", message: Message) -> None:
    """Tell what has become of a message of ours (.../reference/messages/status)."""
    body: Json = {"id": message.mid, "status": message.status, "timestamp": now(meta)}
    if person.is_numbered:
        body["recipient_id"] = person.number
    body["recipient_user_id"] = person.user_id
    if message.callback_data:
        body["biz_opaque_callback_data"] = message.callback_data
    if message.status == "failed":
        body["errors"] = [_error(message.error)]
    else:
        body |= _price(meta, person, message)
    told = {"statuses": [body]}
    tell(meta, person, message.number, told, f"status {message.status}", about=message.mid)


def system(meta: "Meta", person: "Person", phone: str, old: str) -> None:
    """Tell that a person has another number (.../reference/messages/system)."""
    words = f"User {person.name} changed from {old} to {person.number}"
    what = {"body": words, "wa_id": person.number, "type": "user_changed_number", "user_id": person.user_id}
    body = {"from": old, "id": f"wamid.{node()}", "timestamp": now(meta), "type": "system", "system": what}
    _send(meta, phone, {"messages": [body]}, "system")


def tell(meta: "Meta", person: "Person", phone: str, what: Json, summary: str, *, about: str = "") -> None:
    """Tell of one thing about a person."""
    profile: Json = {"name": person.name}
    if person.username:
        profile["username"] = person.username
    contact: Json = {"profile": profile, "user_id": person.user_id}
    if person.is_numbered:
        contact["wa_id"] = person.number
    _send(meta, phone, {"contacts": [contact], **what}, summary, about=about)


def _send(meta: "Meta", phone: str, what: Json, summary: str, *, about: str = "") -> None:
    if "messages" not in meta.settings.whatsapp_fields:
        return
    ours = meta.settings.phone(phone) or {}
    metadata = {"display_phone_number": ours.get("number", ""), "phone_number_id": phone}
    body = {"messaging_product": "whatsapp", "metadata": metadata, **what}
    meta.webhooks.tell(Event(WHATSAPP, meta.settings.waba, body, summary, about), CALLBACKS if about else EVENTS)


def _who(person: "Person") -> Json:
    if person.is_numbered:
        return {"from": person.number, "from_user_id": person.user_id}
    return {"from_user_id": person.user_id}


def _media(meta: "Meta", bubble: Bubble, file: File) -> Json:
    kind = "sticker" if bubble.kind == "sticker" else family(file.mimetype)
    media = keep(meta, file, bubble.number)
    body: Json = {"mime_type": file.mimetype, "sha256": sha256(file.content), "id": media.id}
    body["url"] = f"{meta.base_url}/whatsapp_business/attachments/?mid={media.id}&hash={address(meta, media)}"
    if bubble.text and kind in {"image", "video", "document"}:
        body["caption"] = bubble.text
    if kind == "document":
        body["filename"] = file.name or f"file{ending(file)}"
    if kind == "audio":
        body["voice"] = bubble.kind == "voice"
    if kind == "sticker":
        body["animated"] = False
    return {"type": kind, kind: body}


def address(meta: "Meta", media: Media) -> str:
    """Make the secret of a download address that lives for minutes."""
    secret = uuid.uuid4().hex
    media.addresses[secret] = meta.clock.now()
    return secret


def _error(code: int) -> Json:
    _, title = ERRORS.get(code, (400, "Something went wrong"))
    details = {
        131047: "Message failed to send because more than 24 hours have passed since the customer last replied to this"
        " number.",
        131026: "Message Undeliverable.",
        131053: "Media upload error: the file could not be fetched, or it is of another kind or larger than it may be.",
    }
    said = details.get(code, f"{title}.")
    return {"code": code, "title": title, "message": title, "error_data": {"details": said}, "href": f"{_DOCS}/"}


def _price(meta: "Meta", person: "Person", message: Message) -> Json:
    """Write conversation and pricing: in sent and one of delivered and read (.../reference/messages/status)."""
    if message.status == "read":
        return {}
    wrote = person.wrote.get(message.number)
    is_open = wrote is not None and meta.clock.now() - wrote <= _DAY
    category = message.category.lower() if message.category else "service"
    billable = bool(message.category) and not (is_open and category == "utility")
    kind = "regular" if billable else _FREE
    pricing = {"billable": billable, "pricing_model": "PMP", "category": category, "type": kind}
    if not meta.settings.tells_conversation:
        return {"pricing": pricing}
    id = uuid.uuid5(uuid.NAMESPACE_OID, f"{message.number}{person.user_id}{category}").hex
    conversation: dict[str, Any] = {"id": id, "origin": {"type": category}}
    if message.status == "sent":
        conversation["expiration_timestamp"] = str(int((wrote if is_open and wrote else meta.clock.now()) + _DAY))
    return {"conversation": conversation, "pricing": pricing}
