"""Somebody on WhatsApp, as they show themselves."""

from dataclasses import dataclass

import phonenumbers

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is on WhatsApp, by what they show: a number, an id, both; a name is proof of nothing."""

    number: str = ""
    user: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody has another number, and by it another id."""

    old: str
    now: Person


def shown(person: Person) -> str:
    """Give what a person is called: by their own name, else by their number as people write it."""
    if person.name or not person.number:
        return person.name or "WhatsApp user"
    try:
        parsed = phonenumbers.parse(f"+{person.number}")
    except phonenumbers.NumberParseException:
        return person.number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
