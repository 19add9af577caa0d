"""Messages of the business: to whom, what is refused at once, and what becomes of the rest.

Rules: what is wrong with a request is refused at once; that a person can't be reached, that 24 hours have passed, or
that a file can't be had is told by a status `failed`. The page has an HTTP status for each of these, too, so they may
come at once: then they are the code `refused` of a person
(https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes). A number stands in
`to`, an id of a person in `recipient`; where both are given, the number counts
(https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids).
"""

import re
from typing import TYPE_CHECKING

from playground.meta.ask import Ask, shape
from playground.meta.errors import GraphError, whatsapp
from playground.meta.ids import wamid
from playground.meta.model import Bubble, Json, Message
from playground.meta.whatsapp import contents, events, media, templates
from playground.meta.whatsapp.people import Person

if TYPE_CHECKING:
    from playground.meta.world import Meta

_NUMBER = re.compile(r"\d{7,15}")
_USER = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
_PUNCTUATION = re.compile(r"[ ()+-]")
_WINDOW = 24 * 3600.0
_LONGEST_DATA = 512
_TYPING_SECONDS = 25.0  # https://developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators
_UNDELIVERABLE, _OUTSIDE, _STOPPED, _NO_MEDIA = 131026, 131047, 131050, 131053


async def send(meta: "Meta", ask: Ask) -> Json:
    """Take a message, or that one was read.

    Raises GraphError.
    """
    if ask.parameters.get("messaging_product") != "whatsapp":
        raise GraphError(100, "(#100) The parameter messaging_product is required.")
    if ask.parameters.get("status"):
        return _mark_read(meta, ask)
    to, person = _recipient(meta, ask)
    bubble = Bubble(0, False, "text", "", meta.clock.now(), wamid(to), number=ask.node)
    category = contents.fill(meta, ask, bubble)
    bubble.reply_to = str(shape(ask.parameters.get("context") or {}, dict, "context").get("message_id") or "")
    data = ask.text("biz_opaque_callback_data")
    if len(data) > _LONGEST_DATA:
        raise whatsapp(131009, f"Param biz_opaque_callback_data must be at most {_LONGEST_DATA} characters long.")
    if person and person.refused:
        raise whatsapp(person.refused, "The message could not be sent.")
    meta.limits.check_whatsapp(ask.node, person.user_id if person else to)
    message = Message(
        mid=bubble.mid,
        mine=False,
        person=person.key if person else to,
        bubble=bubble,
        status="accepted",
        at=meta.clock.now(),
        body=ask.parameters,
        number=ask.node,
        callback_data=data,
        category=category,
    )
    meta.whatsapp.store.messages[message.mid] = message
    meta.webhooks.spawn(_go(meta, person or Person(to, "", no_whatsapp=True), message))
    meta.changes.ring()
    return _answer(ask, to, message)


def _answer(ask: Ask, to: str, message: Message) -> Json:
    contact = {"input": ask.text("to") or to, "wa_id": to} if ask.text("to") else {"input": to, "user_id": to}
    told: Json = {"id": message.mid}
    if message.category:
        told["message_status"] = "accepted"
    return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [told]}


async def _go(meta: "Meta", person: Person, message: Message) -> None:
    await meta.webhooks.pause(meta.settings.seconds_to_send)
    bubble = message.bubble
    trouble = _trouble(meta, person, message) or await _fetch(meta, message, bubble)
    if trouble:
        message.error = trouble
        _becomes(meta, person, message, "failed")
        return
    _becomes(meta, person, message, "sent")
    await meta.webhooks.pause(meta.settings.seconds_to_deliver)
    if not person.off:
        arrive(meta, person, message)


def arrive(meta: "Meta", person: Person, message: Message) -> None:
    """Put a message on the handset."""
    bubble = message.bubble
    person.typing_until.pop(message.number, None)
    if message.kind == "reaction":
        _react(person, message)
    else:
        bubble.at = meta.clock.now()
        meta.whatsapp.store.put(person, bubble)
    _becomes(meta, person, message, "delivered")


def _react(person: Person, message: Message) -> None:
    asked = message.body["reaction"]
    for one in person.bubbles:
        if one.mid == asked.get("message_id"):
            one.reactions.pop("them", None)
            if asked.get("emoji"):
                one.reactions["them"] = str(asked["emoji"])


def _becomes(meta: "Meta", person: Person, message: Message, status: str) -> None:
    message.status = status
    events.status(meta, person, message)
    meta.changes.ring()


def _trouble(meta: "Meta", person: Person, message: Message) -> int:
    """Give the code with which the message fails; 0 where it goes."""
    if person.trouble:
        return person.trouble
    if person.no_whatsapp or person.blocked:
        return _UNDELIVERABLE
    if message.category:
        return _STOPPED if person.opted_out and message.category == "MARKETING" else 0
    wrote = person.wrote.get(message.number)
    return _OUTSIDE if wrote is None or meta.clock.now() - wrote > _WINDOW else 0


async def _fetch(meta: "Meta", message: Message, bubble: Bubble) -> int:
    if message.kind == "template":
        return await _fetch_header(meta, message, bubble)
    link = message.body.get(message.kind, {}).get("link") if message.kind in media.TYPES else None
    if not link:
        return 0 if message.kind not in media.TYPES or media.fits(message.kind, bubble.files[0]) else _NO_MEDIA
    file = await media.fetched(meta, message.kind, str(link))
    bubble.files = [file] if file else []
    return 0 if file else _NO_MEDIA


async def _fetch_header(meta: "Meta", message: Message, bubble: Bubble) -> int:
    """Fetch the file of a template's heading, where it has one; by its address, as none is uploaded for that here."""
    given = templates.file_of(message.body["template"])
    if given is None:
        return 0
    kind, what = given
    file = await media.fetched(meta, kind, str(what.get("link", "")))
    bubble.files = [file] if file else []
    return 0 if file else _NO_MEDIA


def _recipient(meta: "Meta", ask: Ask) -> tuple[str, Person | None]:
    """Read whom a message is for; nobody when the number has no WhatsApp."""
    if ask.text("recipient_type") not in {"", "individual"}:
        raise whatsapp(131009, "Param recipient_type must be individual: groups are not played here.")
    ours = meta.settings.phone(ask.node) or {}
    if ask.text("to"):
        to = _PUNCTUATION.sub("", ask.text("to"))
        if not _NUMBER.fullmatch(to):
            # What becomes of a person's id in `to` is reported only: https://github.com/ChatbotXIO/ChatbotX/pull/965
            raise whatsapp(100, f"Param to is not a valid phone number: {ask.text('to')}")
        if to == ours.get("number"):
            raise whatsapp(131021, "Recipient phone number cannot be same as the sender phone number.")
        return to, next((one for one in meta.whatsapp.store.people if one.number == to), None)
    user = ask.text("recipient")
    if not user:
        raise GraphError(100, "(#100) The parameter to is required.")
    person = next((one for one in meta.whatsapp.store.people if one.user_id == user), None)
    if not _USER.fullmatch(user):
        raise whatsapp(100, "Param recipient is not a valid business-scoped user ID.")
    return user, person


def _mark_read(meta: "Meta", ask: Ask) -> Json:
    """Mark a message and all before it as read, and show that an answer is being written.

    https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/mark-message-as-read
    """
    message = meta.whatsapp.store.messages.get(ask.text("message_id"))
    if ask.text("status") != "read" or message is None or not message.mine or message.number != ask.node:
        raise whatsapp(131009, "Param message_id is no message that this number has received, or status is not read.")
    person = meta.whatsapp.person(message.person)
    last = message.bubble.id
    for bubble in person.bubbles:
        if bubble.mine and bubble.number == ask.node and bubble.id <= last:
            bubble.seen = True
    if ask.parameters.get("typing_indicator"):
        if shape(ask.parameters["typing_indicator"], dict, "typing_indicator").get("type") != "text":
            raise whatsapp(131009, "Param typing_indicator['type'] must be text.")
        person.typing_until[ask.node] = meta.clock.now() + _TYPING_SECONDS
        meta.webhooks.spawn(meta.webhooks.ring_after(_TYPING_SECONDS))
    meta.changes.ring()
    return {"success": True}
