"""Customers' addresses, and the one chat that each may have open.

Rules:
1. A contact has at most one open conversation; two writers who ask at once get the same one.
2. The conversation's id stands here before the conversation itself is saved: its first inbound goes to its lane.
"""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Executable, bindparam, case, func, select, update

from bridge.store.codec import check_key
from bridge.store.customer import Customer
from bridge.store.statements import Statement, insert_for, insert_into
from bridge.store.tables import CONTACT
from core.ids import ChannelName, ConversationId, ExternalRef, QueueId


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A customer's address in a channel."""

    channel: ChannelName
    contact: ExternalRef
    queue: QueueId
    name: str
    open_conversation: ConversationId | None
    last_conversation: ConversationId | None
    banned_until: datetime | None = None
    held_until: datetime | None = None
    """When the last of what waits because it was too much is due."""


def _resolving(dialect: str) -> Executable:
    added = insert_for(dialect, CONTACT)
    new, old = added.excluded, CONTACT.c
    opened = func.coalesce(old.open_conversation, new.open_conversation)
    statement = added.on_conflict_do_update(
        index_elements=[old.channel, old.contact],
        set_={
            "open_conversation": opened,
            "last_conversation": opened,
            "queue": case((old.open_conversation.is_(None), new.queue), else_=old.queue),
            "name": case((new.name != "", new.name), else_=old.name),
        },
    )
    return statement.returning(old.open_conversation)


_resolve = Statement(_resolving)
_get = Statement(
    select(*(CONTACT.c[one.name] for one in fields(ContactRow))).where(
        CONTACT.c.channel == bindparam("through"), CONTACT.c.contact == bindparam("address")
    )
)


def resolve(
    conn: Connection, channel: ChannelName, contact: ExternalRef, queue: QueueId, name: str, mint: ConversationId
) -> tuple[ConversationId, bool]:
    """Give the contact's open conversation; when there is none, `mint` becomes it, and True is given with it.

    The queue of the first inbound stays until the conversation ends; a name that is given replaces an earlier one.

    Raises:
        PayloadMalformed: the contact's address is no word that can be kept.
    """
    check_key(contact)
    known = get(conn, channel, contact)
    if known is not None and known.open_conversation is not None and name in ("", known.name):
        return known.open_conversation, False  # most of what comes; nothing is to be written for it
    values = {
        "channel": channel,
        "contact": contact,
        "queue": queue,
        "name": name,
        "open_conversation": mint,
        "last_conversation": mint,
    }
    conversation: ConversationId = _resolve.scalar(conn, **values)
    return conversation, conversation == mint


def claim(
    conn: Connection, channel: ChannelName, contact: ExternalRef, queue: QueueId, conversation: ConversationId
) -> bool:
    """Let a contact's next message go to this conversation; False when another one is open.

    A contact that nobody has known so far stays one from which nobody has ever written.
    """
    values = {"channel": channel, "contact": contact, "queue": queue, "name": "", "open_conversation": conversation}
    added = insert_into(conn, CONTACT).values(**values, last_conversation=None)
    old = CONTACT.c
    statement = added.on_conflict_do_update(
        index_elements=[old.channel, old.contact],
        set_={
            "open_conversation": func.coalesce(old.open_conversation, conversation),
            "last_conversation": case((old.last_conversation.is_(None), None), else_=conversation),
        },
        where=old.open_conversation.is_(None) | (old.open_conversation == conversation),
    )
    return conn.execute(statement).rowcount == 1


def heard(conn: Connection, channel: ChannelName, contact: ExternalRef, conversation: ConversationId) -> None:
    """Note that somebody has written from there, to a conversation that had gone there before."""
    first = _is(channel, contact) & CONTACT.c.last_conversation.is_(None)
    conn.execute(update(CONTACT).where(first).values(last_conversation=conversation))


def close(conn: Connection, channel: ChannelName, contact: ExternalRef, conversation: ConversationId) -> None:
    """Let the contact's next message open a new conversation, unless another one is open already."""
    ours = _is(channel, contact) & (CONTACT.c.open_conversation == conversation)
    conn.execute(update(CONTACT).where(ours).values(open_conversation=None))


def reopen(conn: Connection, channel: ChannelName, contact: ExternalRef, conversation: ConversationId) -> bool:
    """Let the contact's next message go to this conversation again; False when another one was opened meanwhile.

    A contact from which nobody has ever written stays one.
    """
    free = CONTACT.c.open_conversation.is_(None) | (CONTACT.c.open_conversation == conversation)
    last = case((CONTACT.c.last_conversation.is_(None), None), else_=conversation)
    values = {"open_conversation": conversation, "last_conversation": last}
    return conn.execute(update(CONTACT).where(_is(channel, contact), free).values(values)).rowcount == 1


def move(
    conn: Connection, channel: ChannelName, old: ExternalRef, new: ExternalRef, conversation: ConversationId
) -> bool:
    """Let an open conversation be another contact's; nothing of it is left with the first. False when they have one."""
    came = get(conn, channel, old)
    there = get(conn, channel, new)
    if came is None or came.open_conversation != conversation or (there is not None and there.open_conversation):
        return False
    resolve(conn, channel, new, came.queue, came.name, conversation)
    nothing: dict[str, str | None] = {"name": "", "open_conversation": None, "last_conversation": None}
    conn.execute(update(CONTACT).where(_is(channel, old)).values(nothing))
    return True


def rename(conn: Connection, channel: ChannelName, contact: ExternalRef, name: str) -> None:
    """Keep another name of a contact."""
    conn.execute(update(CONTACT).where(_is(channel, contact)).values(name=name))


def hold(conn: Connection, channel: ChannelName, contact: ExternalRef, until: datetime) -> None:
    """Keep until when what a contact writes waits."""
    conn.execute(update(CONTACT).where(_is(channel, contact)).values(held_until=until))


def count_dropped(conn: Connection, channel: ChannelName, contact: ExternalRef) -> int:
    """Count one more message of a contact that was dropped; give how many there are since they were told of."""
    counted = update(CONTACT).where(_is(channel, contact)).values(dropped=func.coalesce(CONTACT.c.dropped, 0) + 1)
    return conn.scalar(counted.returning(CONTACT.c.dropped)) or 0


def take_dropped(conn: Connection, channel: ChannelName, contact: ExternalRef) -> int:
    """Give how many messages of a contact were dropped, and count anew."""
    theirs = _is(channel, contact)
    number = conn.scalar(select(CONTACT.c.dropped).where(theirs).with_for_update()) or 0
    if number:
        conn.execute(update(CONTACT).where(theirs).values(dropped=None))
    return number


def get(conn: Connection, channel: ChannelName, contact: ExternalRef) -> ContactRow | None:
    """Give what is known of a contact, or None."""
    row = _get.row(conn, through=channel, address=contact)
    return None if row is None else ContactRow(*row)


def open_with(conn: Connection, customer: Customer) -> tuple[ConversationId, ...]:
    """Give a customer's open chats."""
    found = select(CONTACT.c.open_conversation).where(customer.owns(CONTACT), CONTACT.c.open_conversation.is_not(None))
    return tuple(ConversationId(one) for one in conn.scalars(found.order_by(CONTACT.c.contact)).all())


def _is(channel: ChannelName, contact: ExternalRef) -> ColumnElement[bool]:
    return (CONTACT.c.channel == channel) & (CONTACT.c.contact == contact)
