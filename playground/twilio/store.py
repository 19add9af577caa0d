"""The whole state of the account and of the phones."""

import itertools
from collections import deque

from playground.twilio.contents import Content
from playground.twilio.model import File, Message, Phone, Problem, Text, Thread

KEPT_PROBLEMS = 500


class Store:
    """Phones, messages, content templates, who has opted out, and the error log."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.phones: dict[str, Phone] = {}
        self.messages: dict[str, Message] = {}
        self.opted_out: set[tuple[str, str]] = set()  # (number or service of ours, phone)
        self.problems: deque[Problem] = deque(maxlen=KEPT_PROBLEMS)
        self.contents: dict[str, Content] = {}  # content templates that the API has made, by SID
        self.files: dict[str, File] = {}  # by the secret of their address
        self.numbers = itertools.count(1)
        self._texts = itertools.count(1)

    def at(self, address: str) -> Phone | None:
        """Find the phone behind an address: its number, or on WhatsApp also its owner's id."""
        number = address.removeprefix("whatsapp:")
        is_theirs = (one for one in self.phones.values() if number != address and one.user_id == number)
        return self.phones.get(number) or next(is_theirs, None)

    def thread(self, phone: Phone, number: str) -> Thread:
        """Find or begin what a phone has with a number."""
        return phone.threads.setdefault(number, Thread(number))

    def write(self, phone: Phone, number: str, text: Text) -> Text:
        """Put a text at the end of a thread."""
        text.id = next(self._texts)
        self.thread(phone, number).texts.append(text)
        return text
