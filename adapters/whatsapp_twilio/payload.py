"""A message from WhatsApp that came in by Twilio, read.

Rules:
1. Whoever shows a number is told by it in From, and by their id in ExternalUserId; whoever shows none by their id in
   both. WaId can be another writing of the number than the one that is answered, and is not looked at.
2. A message that has nothing to show says so in words.

https://www.twilio.com/docs/messaging/guides/webhook-request#whatsapp-specific-parameters
"""

import math
from dataclasses import dataclass

from multidict import MultiDict

from adapters.meta.whatsapp.ids import is_number, is_sender, is_user
from adapters.meta.whatsapp.person import LONGEST_NAME, Person
from adapters.meta.whatsapp.words import NOT_SHOWN, place_words
from adapters.twilio.payload import File, files_of, is_id
from core.errors import PayloadMalformed

PREFIX = "whatsapp:"
_MOST_DEGREES = 360.0


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message of somebody's; `to` and `service` are ours."""

    sid: str
    person: Person
    to: str
    service: str
    words: tuple[str, ...]
    files: tuple[File, ...]
    quotes: str
    opt_out_type: str
    payload: str = ""
    """What a tapped button, or a picked item of a list, carries."""


def incoming(form: MultiDict[str]) -> Incoming:
    """Read a message.

    Raises:
        PayloadMalformed: it has no id, nobody to answer, or is none of WhatsApp's.
    """
    sid, to = form.get("MessageSid", ""), form.get("To", "").removeprefix(PREFIX)
    if not is_id(sid) or not form.get("From", "").startswith(PREFIX) or not is_sender(to):
        raise PayloadMalformed(f"no message in {sorted(set(form))[:20]}")
    quotes, files = form.get("OriginalRepliedMessageSid", ""), files_of(form)
    return Incoming(
        sid,
        _person(form),
        to,
        form.get("MessagingServiceSid", ""),
        _words(form) or (() if files else (NOT_SHOWN,)),
        files,
        quotes if is_id(quotes) else "",
        form.get("OptOutType", ""),
        form.get("ButtonPayload", "") or form.get("ListId", ""),
    )


def _person(form: MultiDict[str]) -> Person:
    """Say who wrote. Raises `PayloadMalformed`."""
    known = form["From"].removeprefix(PREFIX)
    num, user = known.removeprefix("+"), form.get("ExternalUserId", known).removeprefix(PREFIX)
    name = " ".join(form.get("ProfileName", "").split())[:LONGEST_NAME]
    person = Person(num if is_number(num) else "", user if is_user(user) else "", name)
    if not person.number and not person.user:
        raise PayloadMalformed("it is nobody's")
    return person


def _words(form: MultiDict[str]) -> tuple[str, ...]:
    """Give what is said: words, what stood on a button or in a list, and where a place is."""
    said = next(filter(None, (form.get(name, "").strip() for name in ("Body", "ButtonText", "ListTitle"))), "")
    lat, long = _degrees(form.get("Latitude", "")), _degrees(form.get("Longitude", ""))
    if lat is None or long is None:
        return (said,) if said else ()
    place = place_words(lat, long, form.get("Label", ""), form.get("Address", ""))
    return (said, place) if said else (place,)


def _degrees(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) and abs(found) <= _MOST_DEGREES else None
