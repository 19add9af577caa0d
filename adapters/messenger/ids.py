"""Messenger's addresses: a contact is a person as a page knows them, together with that page.

Rules:
1. Meta gives a person another id for each page, so two pages are two conversations.
2. In a log an id appears by its last digits only.

https://developers.facebook.com/docs/messenger-platform/overview#page-scoped-id
"""

import re
from dataclasses import dataclass

from core.ids import ExternalRef

ID = r"[0-9]{1,32}"
_CONTACT = re.compile(rf"messenger:({ID})/({ID})")
_ID = re.compile(ID)


@dataclass(frozen=True, slots=True)
class Line:
    """A person's page-scoped id, and the page of ours at the other end."""

    person: str
    page: str

    @property
    def contact(self) -> ExternalRef:
        """Give the address that the core knows the customer by."""
        return ExternalRef(f"messenger:{self.person}/{self.page}")


def parse_contact(contact: ExternalRef) -> Line:
    """Read a contact of this channel.

    Raises:
        ValueError: it is not one.
    """
    found = _CONTACT.fullmatch(contact)
    if not found:
        raise ValueError("not a contact of a Messenger channel")
    return Line(found[1], found[2])


def beginning(contact: ExternalRef) -> str:
    """Give what a person's address begins with; of each page they have another id."""
    return f"messenger:{parse_contact(contact).person}/"


def read_id(written: str) -> str:
    """Give what the address begins with of a page-scoped id.

    Raises:
        ValueError: it is none.
    """
    if not is_id(written.strip()):
        raise ValueError("it must be a page-scoped id, which is digits alone")
    return f"messenger:{written.strip()}/"


def is_id(text: str) -> bool:
    """Tell whether a text can be somebody's id."""
    return _ID.fullmatch(text) is not None


def hidden(id: str) -> str:
    """Give an id as it may stand in a log."""
    return f"…{id[-2:]}"
