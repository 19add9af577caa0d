"""WhatsApp's addresses: a contact is a person as one of our numbers knows them first, together with that number.

Rules:
1. A person has a number, or an id that is theirs with our business alone, or both; whoever has a username shows no
   number. Which of them stands in the contact is what was known first; the others are remembered beside it.
2. Two numbers of ours are two conversations with the same person.

https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
"""

import re

from adapters import contacts

NODE = r"[0-9]{1,32}"
"""A number of ours by its id at Meta."""
SENDER = r"(?:\+[1-9][0-9]{6,14}|MG[0-9a-f]{32})"
"""A number of ours, or a messaging service, as Twilio has it."""
_PERSON = r"[A-Za-z0-9.]{1,140}"
_SENDER = re.compile(SENDER)
_NUMBER = re.compile(r"[0-9]{7,15}")
_USER = re.compile(r"[A-Z]{2}\.[A-Za-z0-9.]{1,136}")


class Line(contacts.Line):
    """A person, by their number or their id, and the number of ours at the other end, by its id or as it is."""

    __slots__ = ()
    written = contacts.Written("whatsapp", "a WhatsApp", _PERSON, f"{NODE}|{SENDER}")


def read_person(written: str) -> str:
    """Give what all addresses begin with of a number, or of an id with our business, as people write it.

    Raises:
        ValueError: it is neither.
    """
    digits = re.sub(r"[\s().\-/]", "", written).removeprefix("00").removeprefix("+")
    person = written.strip() if is_user(written.strip()) else digits
    if not is_number(person) and not is_user(person):
        raise ValueError("it must be a whole number with its country, as in +447911123456, or an id as in US.1234")
    return Line.written.all_of(person)


def is_number(text: str) -> bool:
    """Tell whether a text is a number with its country, in digits alone."""
    return _NUMBER.fullmatch(text) is not None


def is_sender(text: str) -> bool:
    """Tell whether a text is a number of ours, or a messaging service, as Twilio has it."""
    return _SENDER.fullmatch(text) is not None


def is_user(text: str) -> bool:
    """Tell whether a text is a person's id with our business."""
    return _USER.fullmatch(text) is not None
