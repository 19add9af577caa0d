"""The SMS channel's addresses: a contact is a customer's number together with the sender of ours that they write to.

Rule: two numbers of ours are two conversations with the same customer, each in its own queue.
"""

import re

from adapters import contacts

NUMBER = r"\+[1-9][0-9]{6,14}"
"""E.164: https://www.twilio.com/docs/glossary/what-e164"""
SENDER = rf"({NUMBER}|[1-9][0-9]{{2,7}}|MG[0-9a-f]{{32}})"
"""A number, a short code, or a messaging service."""
_ADDRESS = r"[0-9A-Za-z+_.:-]{1,64}"
"""What writes to us may be no number: a short code, or a name that can't be answered."""
_NUMBER = re.compile(NUMBER)
_ADDRESSES = re.compile(_ADDRESS)


class Line(contacts.Line):
    """A customer's number, and the sender of ours at the other end."""

    __slots__ = ()
    written = contacts.Written("sms", "an SMS", _ADDRESS, _ADDRESS)


def read_number(written: str) -> str:
    """Give what all addresses begin with of a number, as people write it.

    Raises:
        ValueError: it is no whole number.
    """
    digits = re.sub(r"[\s().\-/]", "", written)
    number = f"+{digits[2:]}" if digits.startswith("00") else digits
    if not is_number(number):
        raise ValueError("it must be a whole number with its country, as in +447911123456")
    return Line.written.all_of(number)


def is_number(text: str) -> bool:
    """Tell whether a text is a whole number, with its country."""
    return _NUMBER.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Tell whether a text can be somebody who writes."""
    return _ADDRESSES.fullmatch(text) is not None
