"""What a banned customer does is turned away: before anything of it is stored, and once more before it is handled.

Rules:
1. Nothing is kept of it but how many messages it was; no chat is opened, none is reopened, nobody is told.
2. What had been stored before the ban, and was not handled yet, goes the same way.
3. What is reported of a message of a chat that was erased goes the same way: the report's own id may tell whose it was.
4. A ban is a customer's: on channels where one can have several addresses (a number that writes to several senders of
   ours, a number and an id that the platform has told to be one person's) it holds for all of them.
"""

from datetime import datetime

from sqlalchemy import Connection

from bridge.erasing.scrubbing import is_nobodys
from bridge.handlers.office import Office
from bridge.store import bans, contacts, conversations
from bridge.store.contacts import ContactRow
from core.errors import Conflict
from core.ids import Contact
from core.inbound import (
    ContactSubject,
    ConversationSubject,
    CustomerMessage,
    CustomerRating,
    CustomerReceipt,
    Inbound,
    OfflineRequest,
)

SAID = (CustomerMessage, OfflineRequest, CustomerRating)
"""What is counted: words."""


def known_contact(conn: Connection, inbound: Inbound) -> ContactRow | None:
    """Give whose doing it is, of what customers do; None for anything else, and for whoever was never here."""
    whose = _whose(conn, inbound)
    return None if whose is None else contacts.get(conn, *whose)


def turned_away(conn: Connection, office: Office, inbound: Inbound, known: ContactRow | None, now: datetime) -> bool:
    """Tell whether it comes from somebody who is banned; then it is counted, and nothing else is done with it."""
    if isinstance(inbound.body, CustomerReceipt) and isinstance(inbound.subject, ConversationSubject):
        theirs = conversations.contact_of(conn, inbound.subject.conversation)
        return theirs is not None and is_nobodys(theirs)
    whose = (known.channel, known.contact) if known is not None else _whose(conn, inbound)
    if whose is None or not is_banned(conn, office, whose, known, now):
        return False
    if isinstance(inbound.body, SAID):
        bans.count_turned_away(conn, office.person(conn, *whose))
    return True


def is_banned(conn: Connection, office: Office, whose: Contact, known: ContactRow | None, now: datetime) -> bool:
    """Tell whether a customer is banned now; `known` is what is known of this address of theirs."""
    if known is not None and known.banned_until is not None and known.banned_until > now:
        return True
    return not office.customer(*whose).whole and bans.is_shut_out(conn, office.person(conn, *whose), now)


def see_that_none_was_made(conn: Connection, office: Office, whose: Contact, now: datetime) -> None:
    """See that a chat may go to an address: whether it is banned may have been read a moment before.

    Whoever bans the customer from now on finds the chat there.

    Raises:
        Conflict: a ban was made meanwhile; nothing was written.
    """
    person = office.person(conn, *whose)
    bans.one_at_a_time(conn, person)
    if bans.is_shut_out(conn, person, now):
        raise Conflict("whoever is written to was banned meanwhile")


def _whose(conn: Connection, inbound: Inbound) -> Contact | None:
    match inbound.subject:
        case ContactSubject(channel=channel, contact=contact):
            return channel, contact
        case ConversationSubject(conversation=conversation) if isinstance(inbound.body, CustomerRating):
            return conversations.contact_of(conn, conversation)
        case _:
            return None
