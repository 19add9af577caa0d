"""The web channel's addresses: a contact is a visitor, known by a random id that its signed token carries."""

import hashlib
import re
import secrets
from dataclasses import dataclass

from core.features.verified import Person
from core.ids import ExternalRef
from core.visitors import made_name

_CONTACT = re.compile(r"visitor:([0-9a-f]{32})")
_CLIENT_ID = re.compile(r"[0-9A-Za-z_-]{8,64}")


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser on one site; or one verified `person`, in all of theirs."""

    id: str
    person: Person | None = None

    @property
    def contact(self) -> ExternalRef:
        """Give the address that the core knows the visitor by."""
        return make_contact(self.id)

    @property
    def name(self) -> str:
        """Give the name shown on the desk until the customer says another: short, and the same each time."""
        return (self.person.name if self.person is not None else "") or made_name(self.id)


def make_visitor() -> Visitor:
    """Mint a visitor that was never here."""
    return Visitor(secrets.token_hex(16))


def make_contact(visitor_id: str) -> ExternalRef:
    """Name a visitor as a contact."""
    return ExternalRef(f"visitor:{visitor_id}")


def parse_contact(contact: ExternalRef) -> Visitor:
    """Read a contact of this channel.

    Raises:
        ValueError: it is not one.
    """
    found = _CONTACT.fullmatch(contact)
    if not found:
        raise ValueError("not a contact of the web channel")
    return Visitor(found[1])


def person_id(channel: str, user: str) -> str:
    """Give the visitor's id that a verified person has, in whatever browser."""
    return hashlib.sha256(f"person\0{channel}\0{user}".encode()).hexdigest()[:32]


def person_contact(channel: str, user: str) -> ExternalRef:
    """Name a verified person as a contact."""
    return make_contact(person_id(channel, user))


def is_visitor_id(text: str) -> bool:
    """Tell whether a text can be a visitor's id."""
    return _CONTACT.fullmatch(f"visitor:{text}") is not None


def is_client_id(text: str) -> bool:
    """Tell whether a text can be a widget's own id of a message: a UUID or something like it."""
    return _CLIENT_ID.fullmatch(text) is not None
