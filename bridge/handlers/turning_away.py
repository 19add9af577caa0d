"""What a banned customer does is turned away: before anything of it is stored, and once more before it is handled.

Rules:
1. Nothing is kept of it but how many messages it was; no chat is opened, none is reopened, nobody is told.
2. What had been stored before the ban, and was not handled yet, goes the same way.
"""

from datetime import datetime

from sqlalchemy import Connection

from bridge.store import bans, contacts, conversations
from bridge.store.contacts import ContactRow
from core.ids import Contact
from core.inbound import ContactSubject, ConversationSubject, CustomerMessage, CustomerRating, Inbound, OfflineRequest

SAID = (CustomerMessage, OfflineRequest, CustomerRating)
"""What is counted: words."""


def known_contact(conn: Connection, inbound: Inbound) -> ContactRow | None:
    """Give whose doing it is, of what customers do; None for anything else, and for whoever was never here."""
    whose = _whose(conn, inbound)
    return None if whose is None else contacts.get(conn, *whose)


def turned_away(conn: Connection, inbound: Inbound, known: ContactRow | None, now: datetime) -> bool:
    """Tell whether it comes from somebody who is banned; then it is counted, and nothing else is done with it."""
    if known is None or known.banned_until is None or known.banned_until <= now:
        return False
    if isinstance(inbound.body, SAID):
        bans.count_turned_away(conn, (known.channel, known.contact))
    return True


def _whose(conn: Connection, inbound: Inbound) -> Contact | None:
    match inbound.subject:
        case ContactSubject(channel=channel, contact=contact):
            return channel, contact
        case ConversationSubject(conversation=conversation) if isinstance(inbound.body, CustomerRating):
            return conversations.contact_of(conn, conversation)
        case _:
            return None
