"""The people: what one does on a phone, as calls.

Rules: a phone does only what a phone does, and says its sentence when it can't (HumanError). A number that nobody has
is made a phone by its first text. Every call answers a small dictionary with what it made.
"""

import base64
import binascii
from typing import TYPE_CHECKING

from playground.refusals import refuse
from playground.twilio import inbound, numbers, outbound, whatsapp
from playground.twilio.media import MOST_BYTES
from playground.twilio.model import File, Json, Phone, Text

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

_SWITCHES = ("off", "filtered", "landline", "previews", "username", "no_whatsapp")
MOST_FILES = 10
LONGEST_TEXT = 1600  # https://www.twilio.com/docs/messaging/guides/webhook-request (Body)


class Simulate:
    """What people do."""

    def __init__(self, twilio: "Twilio") -> None:
        """Act in this world."""
        self._twilio = twilio

    async def send(
        self, *, phone: str, to: str = "", text: str = "", files: list[Json] | None = None, replies: str = ""
    ) -> Json:
        """Write to a number of the account (the first unless told), or to a WhatsApp sender (whatsapp:+…).

        Files as {name, mimetype, base64}; on WhatsApp one alone, and `replies` is the SID of the message that this
        answers.
        """
        handset, number = self._phone(phone), to or self._twilio.settings.numbers[0]
        if whatsapp.is_whatsapp(number):
            return self._write(handset, number, text, files or [], replies)
        attached = [_file(one) for one in files or []]
        if handset.off:
            refuse("phone_off", "Not sent: the phone is off.")
        if number not in self._twilio.settings.numbers:
            refuse("unknown_number", f"Not sent: {number} is no number of the account.")
        if not text.strip() and not attached:
            refuse("no_text", "Write something or attach a picture.")
        if len(text) > LONGEST_TEXT:
            refuse("msg_too_long", f"Not sent: at most {LONGEST_TEXT:,} characters fit in one message.")
        if len(attached) > MOST_FILES or sum(len(one.content) for one in attached) > MOST_BYTES:
            refuse("too_large", "Not sent: at most 10 files of 5 MB together go by MMS.")
        return self._sent(handset, number, text, attached)

    async def place(self, *, phone: str, to: str, latitude: float, longitude: float, label: str = "") -> Json:
        """Share a place on WhatsApp."""
        handset = self._known(phone)
        self._may_write(handset, to)
        where = {"Latitude": str(latitude), "Longitude": str(longitude)} | ({"Label": label} if label else {})
        more = whatsapp.told_of(handset, kind="location") | where
        return self._sent(handset, to, "", [], more, shown=label or "(a place)")

    async def tap(self, *, phone: str, id: int, index: int) -> Json:
        """Tap a button of a text on WhatsApp, or pick a row of its list; `index` counts them from 0."""
        handset = self._known(phone)
        thread, text = next(
            ((thread, one) for thread in handset.threads.values() for one in thread.texts if one.id == id),
            (None, None),
        )
        if thread is None or text is None or not 0 <= index < len(text.choices):
            refuse("no_such_choice", "There is nothing to tap there.")
        choice = text.choices[index]
        if choice.kind == "url":
            return {"url": choice.id}
        if choice.kind == "reply" and text.tapped:
            refuse("tapped", "One of these buttons was tapped already.")
        self._may_write(handset, thread.with_number)
        text.tapped = choice.title
        more = whatsapp.tapped(handset, choice, replies_to=text.sid, sender=thread.with_number)
        return self._sent(handset, thread.with_number, choice.title, [], more)

    def _write(self, handset: Phone, number: str, text: str, files: list[Json], replies: str) -> Json:
        """Write on WhatsApp: words, or one file with words below it."""
        self._may_write(handset, number)
        attached = [_file(one) for one in files]
        if not text.strip() and not attached:
            refuse("no_text", "Write something or attach a picture.")
        if len(attached) > 1 or any(len(one.content) > whatsapp.MOST_BYTES for one in attached):
            refuse("too_large", "Not sent: one file of 16 MB at most goes with a message.")
        kind = attached[0].mimetype.partition("/")[0] if attached else "text"
        more = whatsapp.told_of(handset, replies_to=replies, sender=number, kind=kind)
        return self._sent(handset, number, text, attached, more)

    def _may_write(self, handset: Phone, number: str) -> None:
        if handset.off:
            refuse("phone_off", "Not sent: the phone is off.")
        if handset.no_whatsapp:
            refuse("no_whatsapp", "Not sent: there is no WhatsApp on this phone.")
        if whatsapp.bare(number) not in self._twilio.settings.whatsapp_numbers:
            refuse("unknown_number", f"Not sent: {number} is no WhatsApp sender of the account.")

    def _sent(
        self,
        handset: Phone,
        number: str,
        text: str,
        attached: list[File],
        more: dict[str, str] | None = None,
        shown: str = "",
    ) -> Json:
        self._twilio.store.phones.setdefault(handset.number, handset)
        bubble = Text(0, True, shown or text, self._twilio.clock.now(), 0, "", attached)
        self._twilio.store.write(handset, number, bubble)
        message = inbound.receive(self._twilio, handset, number, text, attached, more)
        bubble.sid, bubble.segments = message.sid, message.segments
        return {"sid": message.sid, "id": bubble.id, "segments": message.segments}

    async def switch(self, *, phone: str, trouble: int | None = None, **switches: bool) -> Json:
        """Switch a phone off or on, or what else is the matter with it: off, filtered, landline, previews, trouble."""
        handset = self._known(phone)
        wrong = [name for name in switches if name not in _SWITCHES]
        if wrong or not all(isinstance(on, bool) for on in switches.values()):
            refuse("bad_request", f"Switches are {', '.join(_SWITCHES)}, each true or false; and trouble, a code or 0.")
        for name, on in switches.items():
            setattr(handset, name, on)
        if trouble is not None:
            handset.trouble = int(trouble)
        self._twilio.changes.ring()
        return {name: getattr(handset, name) for name in _SWITCHES} | {"trouble": handset.trouble}

    async def read(self, *, phone: str, number: str) -> Json:
        """Look at a thread."""
        thread = self._known(phone).threads.get(number)
        newest = thread.texts[-1].id if thread and thread.texts else 0
        if thread and thread.read < newest:
            for text in thread.texts:
                if not text.mine and text.id > thread.read:
                    outbound.was_read(self._twilio, text.sid)
            thread.read = max(thread.read, newest)
            self._twilio.changes.ring()
        return {}

    def _knows(self, number: str) -> bool:
        return number in self._twilio.store.phones

    def _phone(self, number: str) -> Phone:
        if not numbers.is_e164(number):
            refuse("bad_number", f"{number} is no telephone number. Write it like +15550111001.")
        return self._twilio.store.phones.get(number) or Phone(number, country=numbers.country(number))

    def _known(self, number: str) -> Phone:
        if not self._knows(number):
            refuse("phone_not_found", f"Nobody has the phone {number}.")
        return self._twilio.store.phones[number]


def _file(given: Json) -> File:
    try:
        content = base64.b64decode(given["base64"], validate=True)
        return File(str(given["name"]), str(given["mimetype"]), content)
    except (KeyError, TypeError, binascii.Error, ValueError):
        refuse("bad_request", "A file is {name, mimetype, base64}.")
