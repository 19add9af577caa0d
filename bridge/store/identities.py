"""Which addresses are one customer's, as agents have said.

Rules:
1. It is what somebody told, and proves nothing: no chat, no log and no ban of an address follows from it.
2. An address is one person's at the most. What is joined with two people makes these one.
3. Whoever is alone has no row: the last one of a person goes with the one before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from bridge.store.identity_tables import IDENTITY
from bridge.store.tables import CONTACT
from core.ids import AgentId, ChannelName, Contact, ExternalRef


@dataclass(frozen=True, slots=True)
class Told:
    """An address that was joined with others, by whom and when."""

    contact: Contact
    by: AgentId
    at: datetime


def of(conn: Connection, contact: Contact) -> tuple[Told, ...]:
    """Give all addresses of whose address it is, this one included; none where nobody has said anything."""
    person = _person(conn, contact)
    if person is None:
        return ()
    rows = conn.execute(select(IDENTITY).where(IDENTITY.c.person == person).order_by(IDENTITY.c.at, IDENTITY.c.contact))
    return tuple(
        Told((ChannelName(row.channel), ExternalRef(row.contact)), AgentId(row.told_by), row.at) for row in rows.all()
    )


def join(conn: Connection, contact: Contact, others: Sequence[Contact], by: AgentId, at: datetime, mint: str) -> None:
    """Let addresses be the same customer's as this one; `mint` names a person who has no name yet."""
    known = [found for one in (contact, *others) if (found := _person(conn, one)) is not None]
    person = known[0] if known else mint
    conn.execute(update(IDENTITY).where(IDENTITY.c.person.in_(known)).values(person=person))
    for channel, address in (contact, *others):
        if _person(conn, (channel, address)) is None:
            values = {"channel": channel, "contact": address, "person": person, "told_by": by, "at": at}
            conn.execute(insert(IDENTITY).values(values))


def part(conn: Connection, contact: Contact) -> None:
    """Let an address be nobody else's any more."""
    person = _person(conn, contact)
    conn.execute(delete(IDENTITY).where(_is(contact)))
    left = conn.scalars(select(IDENTITY.c.contact).where(IDENTITY.c.person == person)).all()
    if len(left) == 1:
        conn.execute(delete(IDENTITY).where(IDENTITY.c.person == person))


def move(conn: Connection, old: Contact, new: Contact, mint: str) -> None:
    """Let what was said of one address be said of another in its place."""
    there = {one.contact: one for one in of(conn, old)}
    mine = there.pop(old, None)
    if mine is not None and there:
        join(conn, new, tuple(there), mine.by, mine.at, mint)
    part(conn, old)


def forget(conn: Connection, contact: Contact) -> None:
    """Forget an address; and those that were only ever told, where nobody who is known is left."""
    others = [one.contact for one in of(conn, contact) if one.contact != contact]
    part(conn, contact)
    if not any(_has_been_here(conn, one) for one in others):
        for one in others:
            part(conn, one)


def _has_been_here(conn: Connection, contact: Contact) -> bool:
    here = select(CONTACT.c.contact).where(CONTACT.c.channel == contact[0], CONTACT.c.contact == contact[1])
    return conn.scalar(here) is not None


def _person(conn: Connection, contact: Contact) -> str | None:
    found: str | None = conn.scalar(select(IDENTITY.c.person).where(_is(contact)))
    return found


def _is(contact: Contact) -> ColumnElement[bool]:
    return (IDENTITY.c.channel == contact[0]) & (IDENTITY.c.contact == contact[1])
