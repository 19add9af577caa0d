"""Messenger's addresses: a contact is a person as a page knows them, together with that page.

Rule: Meta gives a person another id for each page, so two pages are two conversations.

https://developers.facebook.com/docs/messenger-platform/overview#page-scoped-id
"""

import re

from adapters import contacts

ID = r"[0-9]{1,32}"
_ID = re.compile(ID)


class Line(contacts.Line):
    """A person's page-scoped id, and the page of ours at the other end."""

    __slots__ = ()
    written = contacts.Written("messenger", "a Messenger", ID, ID)


def read_id(written: str) -> str:
    """Give what the address begins with of a page-scoped id.

    Raises:
        ValueError: it is none.
    """
    if not is_id(written.strip()):
        raise ValueError("it must be a page-scoped id, which is digits alone")
    return Line.written.all_of(written.strip())


def is_id(text: str) -> bool:
    """Tell whether a text can be somebody's id."""
    return _ID.fullmatch(text) is not None
