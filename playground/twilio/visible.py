"""What one sees on a phone, as data for the page."""

from typing import TYPE_CHECKING

from playground.refusals import refuse
from playground.twilio.model import Choice, Json, Phone, Text, Thread
from playground.twilio.seed import CONTACTS
from playground.twilio.whatsapp import PREFIX, address_of, is_whatsapp

if TYPE_CHECKING:
    from playground.twilio.world import Twilio


def state(twilio: "Twilio", number: str) -> Json:
    """Write all that a phone shows.

    Raises HumanError phone_not_found.
    """
    phone = twilio.store.phones.get(number)
    if phone is None:
        refuse("phone_not_found", f"Nobody has the phone {number}.")
    return {
        "me": number,
        "phones": [_phone(one) for one in twilio.store.phones.values()],
        "numbers": _numbers(twilio),
        "connected": bool(twilio.settings.sms_url or twilio.settings.whatsapp_url),
        "threads": [_thread(twilio, phone, one) for one in phone.threads.values() if one.texts],
        "problems": len(twilio.store.problems),
    }


def _numbers(twilio: "Twilio") -> list[Json]:
    """List whom one can write to: by text message, and where the app answers there, on WhatsApp."""
    found = [{"number": one, "name": CONTACTS.get(one, "")} for one in twilio.settings.numbers]
    if not twilio.settings.whatsapp_url:
        return found
    there = [(PREFIX + one, CONTACTS.get(one, one)) for one in twilio.settings.whatsapp_numbers]
    return [*found, *({"number": number, "name": f"{name} on WhatsApp"} for number, name in there)]


def _phone(phone: Phone) -> Json:
    return {
        "number": phone.number,
        "name": phone.name,
        "off": phone.off,
        "filtered": phone.filtered,
        "previews": phone.previews,
        "unread": sum(_unread(thread) for thread in phone.threads.values()),
    }


def _unread(thread: Thread) -> int:
    return sum(1 for one in thread.texts if not one.mine and one.id > thread.read)


def _thread(twilio: "Twilio", phone: Phone, thread: Thread) -> Json:
    who = address_of(phone) if is_whatsapp(thread.with_number) else phone.number
    return {
        "number": thread.with_number,
        "unread": _unread(thread),
        "read": thread.read,
        "stopped": (twilio.pool(thread.with_number), who) in twilio.store.opted_out,
        "texts": [_text(phone, thread, one) for one in thread.texts],
    }


def _text(phone: Phone, thread: Thread, one: Text) -> Json:
    files = [
        {"name": file.name, "mimetype": file.mimetype, "url": f"/_sim/phone/file/{one.id}/{at}?phone={_escaped(phone)}"}
        for at, file in enumerate(one.files)
    ]
    preview = one.preview and {"url": one.preview.url, "title": one.preview.title, "site": one.preview.site}
    return {
        "id": one.id,
        "mine": one.mine,
        "text": one.text,
        "at": one.at,
        "segments": one.segments,
        "files": files,
        "preview": preview,
        "fresh": not one.mine and one.id > thread.read,
        "choices": [_choice(choice, at) for at, choice in enumerate(one.choices)],
        "list_label": one.list_label,
        "tapped": one.tapped,
    }


def _choice(one: Choice, at: int) -> Json:
    return {
        "index": at,
        "kind": one.kind,
        "title": one.title,
        "description": one.description,
        "section": "",
        "value": one.id,
    }


def _escaped(phone: Phone) -> str:
    return phone.number.replace("+", "%2B")
