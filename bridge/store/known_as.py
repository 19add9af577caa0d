"""Which of a channel's addresses are one person's, as the platform has told: number and id, old and new number.

Rules:
1. What is tied is what all addresses of one number or id begin with, as the channel says it.
2. Whoever is tied to somebody is tied to all whom that one is tied to.
3. A tie is as old as the last of what it ties: it goes when nothing of that person is left.
"""

from collections.abc import Collection

from sqlalchemy import Connection, Table, delete, literal, select, update

from bridge.store.aside_tables import KNOWN_AS
from bridge.store.ban_tables import BAN
from bridge.store.customer import Customer
from bridge.store.statements import insert_into
from bridge.store.tables import CONTACT, CONVERSATION
from core.ids import ChannelName


def whole(conn: Connection, customer: Customer) -> Customer:
    """Give a customer with all by which the platform has told them to be the same person."""
    if customer.whole:
        return customer
    found = _all_of(conn, customer.channel, customer.begins)
    return Customer(customer.channel, customer.address, whole=False, others=tuple(sorted(found - {customer.address})))


def are_tied(conn: Connection, channel: ChannelName, beginnings: Collection[str]) -> bool:
    """Tell whether all these are known to be one person's."""
    named = select(KNOWN_AS.c.person).where(KNOWN_AS.c.channel == channel, KNOWN_AS.c.beginning.in_(beginnings))
    persons = conn.scalars(named).all()
    return len(persons) == len(set(beginnings)) and len(set(persons)) == 1


def tie(conn: Connection, channel: ChannelName, beginnings: Collection[str]) -> None:
    """Note that all these are one person's."""
    of = (KNOWN_AS.c.channel == channel, KNOWN_AS.c.beginning.in_(sorted(beginnings)))
    persons = sorted(set(conn.scalars(select(KNOWN_AS.c.person).where(*of)).all()))
    person = persons[0] if persons else min(beginnings)
    for one in sorted(beginnings):
        added = insert_into(conn, KNOWN_AS).values(channel=channel, beginning=one, person=person)
        keys = [KNOWN_AS.c.channel, KNOWN_AS.c.beginning]
        conn.execute(added.on_conflict_do_update(index_elements=keys, set_={"person": person}))
    joined = (KNOWN_AS.c.channel == channel, KNOWN_AS.c.person.in_(persons))
    conn.execute(update(KNOWN_AS).where(*joined).values(person=person))


def forget_if_gone(conn: Connection, customer: Customer) -> int:
    """Forget by what somebody is known of whom nothing is left, not even a ban; give by how much that was."""
    if customer.whole or any(_has(conn, customer, table) for table in (CONTACT, CONVERSATION, BAN)):
        return 0
    theirs = (KNOWN_AS.c.channel == customer.channel, KNOWN_AS.c.beginning.in_(customer.begins))
    return conn.execute(delete(KNOWN_AS).where(*theirs)).rowcount


def _has(conn: Connection, customer: Customer, table: Table) -> bool:
    return conn.scalar(select(literal(1)).select_from(table).where(customer.owns(table)).limit(1)) is not None


def _all_of(conn: Connection, channel: ChannelName, beginnings: Collection[str]) -> set[str]:
    persons = select(KNOWN_AS.c.person).where(KNOWN_AS.c.channel == channel, KNOWN_AS.c.beginning.in_(beginnings))
    tied = select(KNOWN_AS.c.beginning).where(KNOWN_AS.c.channel == channel, KNOWN_AS.c.person.in_(persons))
    return {*beginnings, *conn.scalars(tied).all()}
