"""The people: what one does on a phone, as calls.

Rules: a phone does only what a phone does, and says its sentence when it can't (HumanError). A number that nobody has
is made a phone by its first text. Every call answers a small dictionary with what it made.
"""

import base64
import binascii
from typing import TYPE_CHECKING

from playground.refusals import refuse
from playground.twilio import inbound, numbers
from playground.twilio.media import MOST_BYTES
from playground.twilio.model import File, Json, Phone, Text

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

_SWITCHES = ("off", "filtered", "landline", "previews")
MOST_FILES = 10
LONGEST_TEXT = 1600  # https://www.twilio.com/docs/messaging/guides/webhook-request (Body)


class Simulate:
    """What people do."""

    def __init__(self, twilio: "Twilio") -> None:
        """Act in this world."""
        self._twilio = twilio

    async def send(self, *, phone: str, to: str = "", text: str = "", files: list[Json] | None = None) -> Json:
        """Write to a number of the account (the first unless told); files as {name, mimetype, base64}."""
        handset, number = self._phone(phone), to or self._twilio.settings.numbers[0]
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
        if not self._knows(phone):
            self._twilio.store.phones[phone] = handset
        bubble = Text(0, True, text, self._twilio.clock.now(), 0, "", attached)
        self._twilio.store.write(handset, number, bubble)
        message = inbound.receive(self._twilio, handset, number, text, attached)
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
