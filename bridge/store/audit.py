"""The audit log: lines are added, and never changed.

Rules:
1. A contact appears as a pseudonym alone: HMAC-SHA256 of their address by a random key of their own. When the key is
   deleted, nobody can tell any more whose line it was, and no line has changed.
2. What stands in `fields` is short: an id, a count, a name of the configuration. Longer words are cut off, since a line
   can't be taken back.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select

from bridge.store import conversations
from bridge.store.audit_tables import AUDIT, AUDIT_KEY
from bridge.store.codec import dump_mapping
from bridge.store.statements import Statement, insert_for
from core.conversation.effects import Audit
from core.features.audit_chain import AuditRow
from core.ids import Contact, ConversationId

LONGEST = 120
"""Characters of a value; ids are shorter."""

_add = Statement(insert(AUDIT))
_secret = Statement(
    select(AUDIT_KEY.c.secret).where(
        AUDIT_KEY.c.channel == bindparam("through"), AUDIT_KEY.c.contact == bindparam("address")
    )
)
_keep_secret = Statement(lambda dialect: insert_for(dialect, AUDIT_KEY).on_conflict_do_nothing())


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines to show; None: whatever it is."""

    act: str | None = None
    by: str | None = None
    conversation: ConversationId | None = None
    contact: str | None = None
    """The pseudonym."""
    since: datetime | None = None
    until: datetime | None = None


def add(
    conn: Connection,
    at: datetime,
    audit: Audit,
    conversation: ConversationId | None = None,
    contact: Contact | None = None,
) -> None:
    """Write a line, in the transaction of what it is about. Without a contact it is the chat's own."""
    if contact is None and conversation is not None:
        contact = conversations.contact_of(conn, conversation)
    values = {
        "at": at,
        "act": audit.act.value,
        "who": _short(audit.by),
        "about": _short(audit.about),
        "conversation": conversation,
        "contact": None if contact is None else _pseudonym(conn, contact),
        "fields": dump_mapping({name: _short(str(value)) for name, value in audit.fields.items()}),
    }
    _add.count(conn, **values)


def pseudonym_of(conn: Connection, contact: Contact) -> str | None:
    """Give the pseudonym under which a contact's lines stand, or None when there are none, or they are erased."""
    channel, address = contact
    secret = _secret.scalar(conn, through=channel, address=address)
    return None if secret is None else _keyed(secret, contact)


def forget(conn: Connection, contact: Contact) -> bool:
    """Delete the key of a contact's pseudonym; tell whether there was one. Their lines stay, and are nobody's."""
    channel, address = contact
    theirs = (AUDIT_KEY.c.channel == channel, AUDIT_KEY.c.contact == address)
    return conn.execute(delete(AUDIT_KEY).where(*theirs)).rowcount > 0


def find(conn: Connection, wanted: Wanted, after: int = 0, most: int = 500) -> tuple[AuditRow, ...]:
    """Give lines in the order in which they were written, those behind `after`."""
    found = conn.execute(_select(wanted).where(AUDIT.c.id > after).order_by(AUDIT.c.id).limit(most)).all()
    return _rows(found)


def between(conn: Connection, first: int, last: int, most: int | None = None) -> tuple[AuditRow, ...]:
    """Give the lines with these ids, the first ones where there is a limit."""
    wanted = select(AUDIT).where(AUDIT.c.id.between(first, last)).order_by(AUDIT.c.id).limit(most)
    return _rows(conn.execute(wanted).all())


def _rows(found: Sequence[Row[Any]]) -> tuple[AuditRow, ...]:
    return tuple(
        AuditRow(row.id, row.at, row.act, row.who, row.about, row.conversation, row.contact, row.fields)
        for row in found
    )


def _select(wanted: Wanted) -> Select[Any]:
    statement = select(AUDIT)
    exactly: Mapping[str, str | None] = {
        "act": wanted.act,
        "who": wanted.by,
        "conversation": wanted.conversation,
        "contact": wanted.contact,
    }
    for name, value in exactly.items():
        if value is not None:
            statement = statement.where(AUDIT.c[name] == value)
    if wanted.since is not None:
        statement = statement.where(AUDIT.c.at >= wanted.since)
    return statement if wanted.until is None else statement.where(AUDIT.c.at < wanted.until)


def _pseudonym(conn: Connection, contact: Contact) -> str:
    known = pseudonym_of(conn, contact)
    if known is not None:
        return known
    channel, address = contact
    _keep_secret.count(conn, channel=channel, contact=address, secret=token_hex(32))
    return _keyed(_secret.scalar(conn, through=channel, address=address), contact)  # another one may have been faster


def _keyed(secret: str, contact: Contact) -> str:
    return hmac.digest(bytes.fromhex(secret), "\n".join(contact).encode(), "sha256").hex()


def _short(words: str) -> str:
    return words[:LONGEST]
