"""Bans, and whether a contact is turned away.

Rules:
1. `contact.banned_until` is the latest end of a contact's bans that nobody has lifted: one row, read anyway, tells.
2. Of what is turned away nothing is kept but how much it was.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, text, update

from bridge.store.ban_tables import BAN
from bridge.store.customer import Customer
from bridge.store.tables import CONTACT
from core.features.bans import FOREVER, Ban
from core.ids import AgentId, ChannelName, Contact, ConversationId, ExternalRef

MOST = 500
"""How many bans are given at once, the newest."""


def one_at_a_time(conn: Connection, customer: Customer) -> None:
    """Wait for whoever else makes a ban of this customer, or lets a chat go to an address of theirs, until their end.

    What is read after this sees what they have written. On SQLite one writes at a time anyway. Two who wait for each
    other are a deadlock, which the database ends.
    https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
    """
    if conn.dialect.name == "sqlite":
        return
    for one in sorted(customer.begins):
        whose = {"whose": f"{customer.channel}:{one}"}
        conn.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:whose, 0))"), whose)


def add(conn: Connection, ban: Ban) -> None:
    """Write a ban; from now on its contact is turned away."""
    conn.execute(insert(BAN).values(_values(ban)))
    _settle(conn, (ban.channel, ban.contact))


def lift(conn: Connection, ban: Ban, by: AgentId, at: datetime) -> bool:
    """End a ban before its time; False when it is over already."""
    lifted = update(BAN).where(BAN.c.id == ban.id, BAN.c.over_at.is_(None)).values(over_at=at, over_by=by)
    if conn.execute(lifted).rowcount != 1:
        return False
    _settle(conn, (ban.channel, ban.contact))
    return True


def reasons_of(conn: Connection, chat: ConversationId) -> tuple[tuple[str, str], ...]:
    """Give the reasons of all bans that were made in a chat, those that are over too, by the ban."""
    wanted = select(BAN.c.id, BAN.c.reason).where(BAN.c.conversation == chat, BAN.c.reason != "").order_by(BAN.c.id)
    return tuple((row.id, row.reason) for row in conn.execute(wanted).all())


def give_reason(conn: Connection, ban: str, reason: str) -> None:
    """Put another reason in the place of a ban's."""
    conn.execute(update(BAN).where(BAN.c.id == ban).values(reason=reason))


def standing(conn: Connection) -> tuple[Ban, ...]:
    """Give the bans that nobody has lifted, the newest first; some may be over by the clock."""
    wanted = select(BAN).where(BAN.c.over_at.is_(None)).order_by(BAN.c.at.desc(), BAN.c.id.desc()).limit(MOST)
    return tuple(_ban(row) for row in conn.execute(wanted).all())


def number_of(conn: Connection, contact: Contact) -> int:
    """Count all bans of a contact, those that are over too."""
    return conn.scalar(select(func.count()).select_from(BAN).where(_of(contact))) or 0


def run_out(conn: Connection, now: datetime, most: int) -> tuple[Ban, ...]:
    """End the bans whose time is over, and give those that this call has ended."""
    due = select(BAN).where(BAN.c.over_at.is_(None), BAN.c.until <= now).order_by(BAN.c.until).limit(most)
    found = tuple(_ban(row) for row in conn.execute(due.with_for_update(skip_locked=True)).all())
    for ban in found:
        over = update(BAN).where(BAN.c.id == ban.id).values(over_at=ban.until, over_by="system")
        conn.execute(over)
        _settle(conn, (ban.channel, ban.contact))
    return found


def is_shut_out(conn: Connection, customer: Customer, now: datetime) -> bool:
    """Tell whether a ban holds for any of a customer's addresses."""
    holds = BAN.c.over_at.is_(None) & (BAN.c.until.is_(None) | (BAN.c.until > now))
    return conn.scalar(select(BAN.c.id).where(customer.owns(BAN), holds).limit(1)) is not None


def count_turned_away(conn: Connection, customer: Customer) -> None:
    """Count one more message that was not let in."""
    counted = update(BAN).where(customer.owns(BAN), BAN.c.over_at.is_(None))
    conn.execute(counted.values(turned_away=BAN.c.turned_away + 1))


def strip(conn: Connection, contact: Contact, now: datetime) -> int:
    """Leave of a contact's bans whom they keep out until when, of those that hold; give how many do."""
    over = BAN.c.over_at.is_not(None) | (BAN.c.until <= now)
    conn.execute(BAN.delete().where(_of(contact), over))
    held = conn.execute(update(BAN).where(_of(contact)).values(name="", reason="", conversation=None)).rowcount
    _settle(conn, contact)
    return held


def forget_why(conn: Connection, chat: ConversationId) -> None:
    """Leave of the bans that were made in a chat whom they keep out until when, at each address of the chat."""
    conn.execute(update(BAN).where(BAN.c.conversation == chat).values(name="", reason="", conversation=None))


def forget_over(conn: Connection, before: datetime, limit: int) -> int:
    """Delete bans that were over before a time; give how many."""
    old = select(BAN.c.id).where(BAN.c.over_at < before).order_by(BAN.c.over_at).limit(limit)
    return conn.execute(BAN.delete().where(BAN.c.id.in_(old))).rowcount


def forget(conn: Connection, contact: Contact) -> int:
    """Delete all bans of a contact, those that hold too; give how many there were."""
    gone = conn.execute(BAN.delete().where(_of(contact))).rowcount
    _settle(conn, contact)
    return gone


def _settle(conn: Connection, contact: Contact) -> None:
    """Bring in step until when the contact is turned away."""
    ends = conn.scalars(select(BAN.c.until).where(_of(contact), BAN.c.over_at.is_(None))).all()
    until = max((end or FOREVER for end in ends), default=None)
    channel, address = contact
    theirs = (CONTACT.c.channel == channel, CONTACT.c.contact == address)
    conn.execute(update(CONTACT).where(*theirs).values(banned_until=until))


def _of(contact: Contact) -> ColumnElement[bool]:
    channel, address = contact
    return (BAN.c.channel == channel) & (BAN.c.contact == address)


def _values(ban: Ban) -> dict[str, object]:
    return {
        "id": ban.id,
        "channel": ban.channel,
        "contact": ban.contact,
        "name": ban.name,
        "chat": ban.chat,
        "conversation": ban.conversation,
        "at": ban.at,
        "made_by": ban.by,
        "until": ban.until,
        "reason": ban.reason,
        "turned_away": ban.turned_away,
    }


def _ban(row: Row[Any]) -> Ban:
    return Ban(
        row.id,
        ChannelName(row.channel),
        ExternalRef(row.contact),
        row.name,
        row.chat,
        ConversationId(row.conversation) if row.conversation else None,
        row.at,
        AgentId(row.made_by),
        row.until,
        row.reason,
        row.turned_away,
    )
