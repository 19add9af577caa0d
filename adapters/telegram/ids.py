"""Telegram's addresses: a contact is a private chat with the bot, which has the id of the person in it.

https://core.telegram.org/bots/api#chat
"""

import re

from core.ids import ExternalRef

ID = r"[1-9][0-9]{0,18}"
"""A person's; those of groups and channels are negative."""
_CONTACT = re.compile(rf"telegram:({ID})")
_ID = re.compile(ID)


def contact_of(person: str) -> ExternalRef:
    """Give the address that the core knows a person by."""
    return ExternalRef(f"telegram:{person}")


def parse_contact(contact: ExternalRef) -> int:
    """Give the chat in which a contact is written to.

    Raises:
        ValueError: it is not one of this channel.
    """
    found = _CONTACT.fullmatch(contact)
    if not found:
        raise ValueError("not a contact of a Telegram channel")
    return int(found[1])


def read_id(written: str) -> str:
    """Give the address of a person's id.

    Raises:
        ValueError: it is none.
    """
    if not is_id(written.strip()):
        raise ValueError("it must be the person's id at Telegram, which is digits alone, not a @name")
    return contact_of(written.strip())


def is_id(text: str) -> bool:
    """Tell whether a text can be somebody's id."""
    return _ID.fullmatch(text) is not None


def ref_of(chat: int | str, message: int | str) -> ExternalRef:
    """Name a message: Telegram numbers those of each chat by itself."""
    return ExternalRef(f"{chat}/{message}")
