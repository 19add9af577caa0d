"""What adapters keep for later: one small text a key, of one adapter; and whose it is, where it is anybody's."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, select, tuple_

from bridge.store.aside_tables import MEMORY
from bridge.store.statements import insert_into
from core.ids import Contact, ConversationId, ExternalRef
from core.ports import CALLED


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose a note is: a customer's, by their address in the adapter's channel, or a chat's; or nobody's."""

    person: ExternalRef | None = None
    chat: ConversationId | None = None


NOBODYS = Whose()


def get(conn: Connection, adapter: str, key: str) -> str | None:
    """Give what an adapter keeps under a key, or None."""
    kept: str | None = conn.scalar(select(MEMORY.c.body).where(MEMORY.c.adapter == adapter, MEMORY.c.key == key))
    return kept


def put(
    conn: Connection, adapter: str, key: str, body: str, until: datetime | None = None, whose: Whose = NOBODYS
) -> None:
    """Keep a text for an adapter under a key, over an earlier one; until a time, where one is given."""
    again = {"body": body, "until": until, "contact": whose.person, "conversation": whose.chat}
    added = insert_into(conn, MEMORY).values(adapter=adapter, key=key, **again)
    conn.execute(added.on_conflict_do_update(index_elements=[MEMORY.c.adapter, MEMORY.c.key], set_=again))


def remove(conn: Connection, adapter: str, key: str) -> None:
    """Keep nothing under a key any more."""
    conn.execute(delete(MEMORY).where(MEMORY.c.adapter == adapter, MEMORY.c.key == key))


def number_about(conn: Connection, contact: Contact) -> int:
    """Count the notes about a customer, those of their chats left out."""
    return conn.scalar(select(func.count()).select_from(MEMORY).where(_about(contact))) or 0


def names_of(conn: Connection, contact: Contact) -> tuple[tuple[str, str], ...]:
    """Give what a customer is called by the notes about them, and under which key."""
    wanted = select(MEMORY.c.key, MEMORY.c.body).where(_about(contact), MEMORY.c.key.startswith(CALLED))
    return tuple((key, name) for key, name in conn.execute(wanted).all())


def number_of_chat(conn: Connection, chat: ConversationId) -> int:
    """Count the notes of a chat."""
    return conn.scalar(select(func.count()).select_from(MEMORY).where(MEMORY.c.conversation == chat)) or 0


def forget_about(conn: Connection, contact: Contact) -> None:
    """Delete the notes about a customer, those of their chats left out."""
    conn.execute(delete(MEMORY).where(_about(contact)))


def forget(conn: Connection, now: datetime, limit: int) -> int:
    """Delete what was to be kept until now or earlier; give how many."""
    keys = tuple_(MEMORY.c.adapter, MEMORY.c.key)
    old = select(MEMORY.c.adapter, MEMORY.c.key).where(MEMORY.c.until <= now).limit(limit)
    return conn.execute(delete(MEMORY).where(keys.in_(old))).rowcount


def _about(contact: Contact) -> ColumnElement[bool]:
    channel, address = contact
    return (MEMORY.c.adapter == channel) & (MEMORY.c.contact == address)
