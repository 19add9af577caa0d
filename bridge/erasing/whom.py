"""Whom an erasure is of: from what an admin knows of a person to all addresses by which they have written.

Rules:
1. What a channel proves (a number), and what the site has signed (a customer's id, an e-mail address), finds everything
   of that person's. What somebody has merely said finds the chats in which it was said: anybody can say it.
2. What was found by what is told before anything is erased, and stands in the report, without the words.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from bridge.erasing.finding import all_messages
from bridge.store import conversations, known_as, persons
from bridge.store.aside_tables import INTAKE
from bridge.store.ban_tables import BAN
from bridge.store.customer import Customer
from bridge.store.tables import CONTACT, CONVERSATION, MESSAGE
from core.conversation.model import Conversation
from core.conversation.routes import routes_of
from core.errors import BridgeError
from core.ids import CUSTOMER, ChannelName, Contact, ConversationId, ExternalRef
from core.messages import plain_text

_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
GIVEN = "the address that was given"
OF_CHAT = "the number of a chat"
SIGNED = "the customer's id that your site has signed"
SAME = "what the channel has told to be the same person's"
NUMBER = "the number or id that the channel proves"
SIGNED_MAIL = "an e-mail address that your site has signed"
SAID_MAIL = "an e-mail address that somebody said; nobody has proven it"


class WhomUnclear(BridgeError):
    """What was given names nobody in any channel, as it is."""

    code = "whom_unclear"


class Ambiguous(BridgeError):
    """What was given leads to several people, of whom it is not known that they are one."""

    code = "ambiguous"


@dataclass(frozen=True, slots=True)
class Found:
    """An address of a customer's, and by what it was found."""

    contact: Contact
    by: str
    proven: bool = True


def with_number(conn: Connection, customers: Iterable[Customer]) -> tuple[Found, ...]:
    """Give all addresses of customers whom their channel has proven."""
    whole = (known_as.whole(conn, customer) for customer in customers)
    return tuple(Found(contact, NUMBER) for customer in whole for contact in _addresses(conn, customer))


def signed_as(conn: Connection, contacts: Iterable[Contact]) -> tuple[Found, ...]:
    """Give the addresses of a signed customer, those of which anything is kept."""
    known = (contact for one in contacts for contact in _addresses(conn, Customer(*one)))
    return tuple(Found(contact, SIGNED) for contact in known)


def with_all_of(conn: Connection, found: Found, person: Customer) -> tuple[Found, ...]:
    """Give an address, and all others that the channel has told to be the same person's."""
    others = (Found(contact, SAME) for contact in _addresses(conn, person) if contact != found.contact)
    return (found, *others)


def signed_for(conn: Connection, chats: Iterable[Conversation]) -> tuple[frozenset[str], frozenset[str]]:
    """Give the ids of customers, and their e-mail addresses, as the site has signed them in these chats."""
    users: set[str] = set()
    mails: set[str] = set()
    for chat in chats:
        known = conn.scalar(select(INTAKE.c.body).where(INTAKE.c.conversation == chat.id))
        person = json.loads(known).get(persons.PERSON) if known else None
        if person:
            users.add(person.get("user", ""))
            values = (value for one in person.get("verified", ()) for value in one["values"])
            mails |= {value for value in values if _MAIL.fullmatch(value)}
    return frozenset(users - {""}), frozenset(mails)


def with_mail(conn: Connection, mail: str, channel: ChannelName | None) -> tuple[Found, ...]:
    """Give the addresses of those whose e-mail address it is, or who said so."""
    wanted = mail.strip().casefold()
    found: dict[Contact, Found] = {}
    for conversation, proven in (*_known(conn, wanted), *_written(conn, wanted)):
        contact = began_at(conn, conversation)
        if contact is None or (channel is not None and contact[0] != channel):
            continue
        if contact not in found or (proven and not found[contact].proven):
            found[contact] = Found(contact, SIGNED_MAIL if proven else SAID_MAIL, proven)
    return tuple(found.values())


def began_at(conn: Connection, conversation: ConversationId) -> Contact | None:
    """Give where a chat's customer began it: to other addresses of it an agent has led it, and proves nothing."""
    chat = conversations.get(conn, conversation)
    return routes_of(chat)[0] if chat is not None else None


def see_that_it_is_one(found: Iterable[Found]) -> None:
    """See that no two people are taken for one.

    Raises:
        Ambiguous: there are several, of whom that is not proven.
    """
    listed = tuple(found)
    said = [one for one in listed if not one.proven]
    if len(said) + any(one.proven for one in listed) < 2 or not said:  # noqa: PLR2004 - one person, or nobody unproven
        return
    addresses = ", ".join(":".join(one.contact) for one in listed)
    raise Ambiguous(
        f"These may be several people, as nobody has proven whose address it is: {addresses}. "
        "Erase one of them by --contact, or say --all if they are all the same person."
    )


def _addresses(conn: Connection, customer: Customer) -> list[Contact]:
    """Give all addresses of a customer that stand anywhere."""
    found: set[Contact] = set()
    for table in (CONTACT, CONVERSATION, BAN):
        theirs = select(table.c.channel, table.c.contact).where(customer.owns(table)).distinct()
        found |= {(ChannelName(row.channel), ExternalRef(row.contact)) for row in conn.execute(theirs).all()}
    return sorted(found)


def _known(conn: Connection, mail: str) -> Iterator[tuple[ConversationId, bool]]:
    """Give the chats of whose customers it is known, and whether it was signed."""
    wanted = select(INTAKE.c.conversation, INTAKE.c.body).where(_holds(INTAKE.c.body, mail))
    for conversation, body in conn.execute(wanted).all():
        known: Mapping[str, Any] = json.loads(body)
        person = known.get(persons.PERSON) or {}
        signed = [person.get("user", ""), *(value for one in person.get("verified", ()) for value in one["values"])]
        if mail in (value.casefold() for value in signed):
            yield ConversationId(conversation), True
        elif mail in (word.casefold() for word in _strings(known)):
            yield ConversationId(conversation), False


def _written(conn: Connection, mail: str) -> Iterator[tuple[ConversationId, bool]]:
    """Give the chats in which a customer has written it: in a form that was left outside the hours, or just so."""
    wanted = select(MESSAGE.c.conversation).where(MESSAGE.c.author == CUSTOMER, _holds(MESSAGE.c.body, mail))
    for one in conn.scalars(wanted.distinct()).all():
        chat = ConversationId(one)
        words = (plain_text(said.parts) for said in all_messages(conn, chat) if said.author == CUSTOMER)
        if any(mail == word.casefold().strip(".,;:!?()<>[]\"'") for text in words for word in text.split()):
            yield chat, False


def _holds(body: Any, mail: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = func.lower(body).contains(mail, autoescape=True)
    return found


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
