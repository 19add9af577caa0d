"""By which routes chats go: found by each, also those that have gone on in another channel.

Rules:
1. A chat's present route stands in its own row. Only a chat that has moved has rows here, for all its routes.
2. Whoever asks for the chats of a contact asks here, so that none is missed.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, or_, select
from sqlalchemy.dialects import postgresql

from bridge.store.route_tables import ROUTE
from bridge.store.statements import insert_into
from bridge.store.tables import CONVERSATION
from core.conversation.model import OPEN, Conversation
from core.ids import ChannelName, Contact, ConversationId, ExternalRef


def keep(conn: Connection, chat: Conversation, at: datetime) -> None:
    """Write a chat's routes as they are now; those that are known keep their time."""
    there = [{"conversation": chat.id, "channel": channel, "contact": contact} for channel, contact in chat.taken]
    since = [chat.opened_at, *(at for _ in there[1:])]
    gone = delete(ROUTE).where(ROUTE.c.conversation == chat.id)
    for one in there:
        gone = gone.where((ROUTE.c.channel != one["channel"]) | (ROUTE.c.contact != one["contact"]))
    conn.execute(gone)
    if there:
        rows = [one | {"since": when} for one, when in zip(there, since, strict=True)]
        added: postgresql.Insert = insert_into(conn, ROUTE).values(rows)
        conn.execute(added.on_conflict_do_nothing())


def went_by(conn: Connection, contact: Contact) -> ColumnElement[bool]:
    """Tell which conversations go, or have gone, by a route."""
    channel, address = contact
    here = (CONVERSATION.c.channel == channel) & (CONVERSATION.c.contact == address)
    moved = moved_by(conn, contact)
    return or_(here, CONVERSATION.c.id.in_(moved)) if moved else here


def moved_by(conn: Connection, contact: Contact) -> list[str]:
    """Give the chats that have moved and go, or have gone, by a route.

    Asked for by itself: beside another condition PostgreSQL would look through all conversations for it.
    """
    channel, address = contact
    found = select(ROUTE.c.conversation).where(ROUTE.c.channel == channel, ROUTE.c.contact == address)
    return list(conn.scalars(found).all())


def live_by(conn: Connection, contact: Contact) -> ConversationId | None:
    """Give the chat that goes on, and has gone by a route before: the newest, of several."""
    channel, address = contact
    theirs = (ROUTE.c.channel == channel) & (ROUTE.c.contact == address)
    goes_on = CONVERSATION.c.status.in_([one.value for one in OPEN])
    found = select(ROUTE.c.conversation).join(CONVERSATION, CONVERSATION.c.id == ROUTE.c.conversation)
    last = conn.scalar(found.where(theirs, goes_on).order_by(CONVERSATION.c.number.desc()).limit(1))
    return ConversationId(last) if last is not None else None


def of(conn: Connection, conversation: ConversationId) -> tuple[Contact, ...]:
    """Give all routes of a chat; none where there is no such chat."""
    present = select(CONVERSATION.c.channel, CONVERSATION.c.contact).where(CONVERSATION.c.id == conversation)
    others = select(ROUTE.c.channel, ROUTE.c.contact).where(ROUTE.c.conversation == conversation)
    rows = [*conn.execute(present).all(), *conn.execute(others.order_by(ROUTE.c.since)).all()]
    return tuple(dict.fromkeys((ChannelName(row.channel), ExternalRef(row.contact)) for row in rows))


def is_of(conn: Connection, conversation: ConversationId, contact: Contact) -> bool:
    """Tell whether a chat goes, or has gone, by a route."""
    return contact in of(conn, conversation)
