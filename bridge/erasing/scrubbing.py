"""Taking a chat out of the store. What stays is a chat without a customer: its number, its times and its agents' work.

Reports go on counting it: the journal's lines stay, which hold ids and numbers, and point to no message any more.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, delete, literal, select, update

from bridge.handlers import lanes
from bridge.store import audit, bans, contacts, conversations, identities, known_as, memory, routes, threads
from bridge.store.aside_tables import ACTIVITY, INTAKE, MEMORY, PAST, SURVEY
from bridge.store.customer import Customer
from bridge.store.expert_tables import ASIDE
from bridge.store.form_tables import SECURE_FORM
from bridge.store.guard_tables import ORIGINAL, QUOTE, VEIL
from bridge.store.route_tables import ROUTE
from bridge.store.routing_tables import LINE, RESERVATION
from bridge.store.tables import CONTACT, CONVERSATION, DELIVERY, FEED, HELD, JOURNAL, MESSAGE, SEAT, THREAD
from bridge.store.work_tables import INBOX, OUTBOX, TIMER
from core.conversation.changed import changed
from core.conversation.model import Conversation
from core.ids import Contact, ConversationId, ExternalRef

if TYPE_CHECKING:
    from bridge.handlers.office import Office

ERASED = "erased:"
"""What the address of a chat without a customer begins with."""

BESIDE: tuple[Table, ...] = (
    *(FEED, INTAKE, SURVEY, ACTIVITY, PAST, ASIDE, SECURE_FORM, THREAD, TIMER, LINE, RESERVATION, HELD, SEAT),
    *(ORIGINAL, VEIL, QUOTE, MEMORY, ROUTE),
)
"""What is kept of a chat and goes with it, in an order in which nothing points to what is gone."""


def chats_of(conn: Connection, contact: Contact) -> tuple[Conversation, ...]:
    """Give all chats that go, or have gone, by a contact, the oldest first."""
    ids = conn.scalars(
        select(CONVERSATION.c.id).where(routes.went_by(conn, contact)).order_by(CONVERSATION.c.number)
    ).all()
    found = (conversations.get(conn, ConversationId(one)) for one in ids)
    return tuple(one for one in found if one is not None)


def scrub(conn: Connection, chat: Conversation) -> None:
    """Delete what was said in a chat, and whose it was."""
    beside = [lanes.of_thread(one.desk, one.thread) for one in threads.all_of(conn, chat.id)]
    lanes_of = [lanes.of_conversation(chat.id), lanes.OF_RECEIPT + chat.id, *beside]
    said = select(MESSAGE.c.id).where(MESSAGE.c.conversation == chat.id)
    refs = select(literal(lanes.OF_RECEIPT) + DELIVERY.c.ref).where(DELIVERY.c.message.in_(said))
    conn.execute(delete(INBOX).where(INBOX.c.lane.in_(refs)))  # a vendor's id of a message may hold a number
    conn.execute(delete(DELIVERY).where(DELIVERY.c.message.in_(said)))
    for table in BESIDE:
        conn.execute(delete(table).where(table.c.conversation == chat.id))
    conn.execute(delete(MESSAGE).where(MESSAGE.c.conversation == chat.id))
    conn.execute(delete(INBOX).where(INBOX.c.lane.in_(lanes_of)))
    conn.execute(delete(OUTBOX).where(OUTBOX.c.conversation == chat.id))
    conn.execute(update(JOURNAL).where(JOURNAL.c.conversation == chat.id).values(message=None))
    conversations.put(conn, _nobodys(chat))


def forget_contact(conn: Connection, contact: Contact, *, is_banned: bool = False) -> None:
    """Delete a contact's own row, what came from it and belongs to no chat, and what its channel remembers of it.

    Of a banned one only what isn't needed to keep them out.
    """
    channel, address = contact
    theirs = (CONTACT.c.channel == channel, CONTACT.c.contact == address)
    lanes_of = (lanes.of_contact(channel, address), lanes.of_closed_window(channel, address))
    conn.execute(delete(INBOX).where(INBOX.c.lane.in_(lanes_of)))
    identities.forget(conn, contact)
    memory.forget_about(conn, contact)
    if is_banned:
        conn.execute(update(CONTACT).where(*theirs).values(name="", open_conversation=None, last_conversation=None))
    else:
        conn.execute(delete(CONTACT).where(*theirs))


def forget_if_gone(conn: Connection, office: "Office", contact: Contact, now: datetime) -> None:
    """Forget a customer of whom no chat is left, unless a ban of theirs holds."""
    person = office.person(conn, *contact)
    known = contacts.get(conn, *contact)
    is_there = known is not None and known.open_conversation is not None
    if is_there or bans.is_shut_out(conn, Customer(*contact), now) or chats_of(conn, contact):
        return
    bans.forget(conn, contact)
    forget_contact(conn, contact)
    audit.forget(conn, contact)
    known_as.forget_if_gone(conn, person)


def is_nobodys(contact: Contact) -> bool:
    """Tell whether an address stands in the place of one that was erased."""
    return contact[1].startswith(ERASED)


def _nobodys(chat: Conversation) -> Conversation:
    """Give a chat without anything that its customer has told of themselves."""
    return changed(
        chat,
        contact=ExternalRef(f"{ERASED}{chat.id}"),
        taken=(),
        customer_name="",
        first_words="",
        page=None,
        language="",
        held=(),
        bot=None,
        timers={},
    )
