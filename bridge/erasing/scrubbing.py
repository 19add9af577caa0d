"""Taking a chat out of the store. What stays is a chat without a customer: its number, its times and its agents' work.

Reports go on counting it: the journal's lines stay, which hold ids and numbers, and point to no message any more.
"""

from sqlalchemy import Connection, Table, delete, select, update

from bridge.store import conversations
from bridge.store.aside_tables import ACTIVITY, INTAKE, PAST, SURVEY
from bridge.store.expert_tables import ASIDE
from bridge.store.form_tables import SECURE_FORM
from bridge.store.guard_tables import ORIGINAL, QUOTE
from bridge.store.routing_tables import LINE, RESERVATION
from bridge.store.tables import CONTACT, CONVERSATION, DELIVERY, FEED, HELD, JOURNAL, MESSAGE, SEAT, THREAD
from bridge.store.work_tables import INBOX, OUTBOX, TIMER
from core.conversation.changed import changed
from core.conversation.model import Conversation
from core.ids import Contact, ConversationId, ExternalRef

BESIDE: tuple[Table, ...] = (
    *(FEED, INTAKE, SURVEY, ACTIVITY, PAST, ASIDE, SECURE_FORM, THREAD, TIMER, LINE, RESERVATION, HELD, SEAT),
    *(ORIGINAL, QUOTE),
)
"""What is kept of a chat and goes with it, in an order in which nothing points to what is gone."""


def chats_of(conn: Connection, contact: Contact) -> tuple[Conversation, ...]:
    """Give all chats of a contact, the oldest first."""
    channel, address = contact
    theirs = (CONVERSATION.c.channel == channel, CONVERSATION.c.contact == address)
    ids = conn.scalars(select(CONVERSATION.c.id).where(*theirs).order_by(CONVERSATION.c.number)).all()
    found = (conversations.get(conn, ConversationId(one)) for one in ids)
    return tuple(one for one in found if one is not None)


def scrub(conn: Connection, chat: Conversation) -> None:
    """Delete what was said in a chat, and whose it was."""
    said = select(MESSAGE.c.id).where(MESSAGE.c.conversation == chat.id)
    conn.execute(delete(DELIVERY).where(DELIVERY.c.message.in_(said)))
    for table in BESIDE:
        conn.execute(delete(table).where(table.c.conversation == chat.id))
    conn.execute(delete(MESSAGE).where(MESSAGE.c.conversation == chat.id))
    conn.execute(delete(INBOX).where(INBOX.c.lane == f"conversation:{chat.id}"))
    conn.execute(delete(OUTBOX).where(OUTBOX.c.conversation == chat.id))
    conn.execute(update(JOURNAL).where(JOURNAL.c.conversation == chat.id).values(message=None))
    conversations.put(conn, _nobodys(chat))


def forget_contact(conn: Connection, contact: Contact) -> int:
    """Delete a contact's own row, and what came from it and belongs to no chat; give how many rows."""
    channel, address = contact
    theirs = (CONTACT.c.channel == channel, CONTACT.c.contact == address)
    stray = conn.execute(delete(INBOX).where(INBOX.c.lane == f"contact:{channel}:{address}")).rowcount
    return stray + conn.execute(delete(CONTACT).where(*theirs)).rowcount


def _nobodys(chat: Conversation) -> Conversation:
    """Give a chat without anything that its customer has told of themselves."""
    return changed(
        chat,
        contact=ExternalRef(f"erased:{chat.id}"),
        customer_name="",
        first_words="",
        page=None,
        language="",
        held=(),
        bot=None,
        timers={},
    )
