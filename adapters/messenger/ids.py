"""Messenger's addresses: a contact is a person as a page knows them, together with that page.

Rule: Meta gives a person another id for each page, so two pages are two conversations.

https://developers.facebook.com/docs/messenger-platform/overview#page-scoped-id
"""

import re
from dataclasses import dataclass

from adapters.contacts import Written
from core.ids import ExternalRef

ID = r"[0-9]{1,32}"
_CONTACTS = Written("messenger", "a Messenger", ID, ID)
_ID = re.compile(ID)


@dataclass(frozen=True, slots=True)
class Line:
    """A person's page-scoped id, and the page of ours at the other end."""

    person: str
    page: str

    @property
    def contact(self) -> ExternalRef:
        """Give the address that the core knows the customer by."""
        return _CONTACTS.contact(self.person, self.page)


def parse_contact(contact: ExternalRef) -> Line:
    """Read a contact of this channel.

    Raises:
        ValueError: it is not one.
    """
    return Line(*_CONTACTS.read(contact))


def beginning(contact: ExternalRef) -> str:
    """Give what a person's address begins with; of each page they have another id."""
    return _CONTACTS.beginning(contact)


def read_id(written: str) -> str:
    """Give what the address begins with of a page-scoped id.

    Raises:
        ValueError: it is none.
    """
    if not is_id(written.strip()):
        raise ValueError("it must be a page-scoped id, which is digits alone")
    return _CONTACTS.all_of(written.strip())


def is_id(text: str) -> bool:
    """Tell whether a text can be somebody's id."""
    return _ID.fullmatch(text) is not None
