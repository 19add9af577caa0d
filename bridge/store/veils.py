"""What is known of chats beside their messages: read and written whole, and what stood there before it was masked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from bridge.store import activity, attributes, contacts, intake, memory, messages, persons, scour
from bridge.store.ban_tables import BAN
from bridge.store.codec import dump, load
from bridge.store.guard_tables import VEIL
from bridge.store.statements import insert_into
from core.conversation.model import Conversation
from core.conversation.routes import routes_of
from core.features.detecting import masked
from core.features.masked import finder
from core.features.particulars import Particulars, Veil, changed_answers
from core.ids import CUSTOMER, Contact, ConversationId
from core.messages import Message

BATCH = 500
"""How many messages are read at a time."""


def known_of(conn: Connection, chat: Conversation) -> Particulars:
    """Give what is known of a chat, as it is shown."""
    filled = activity.get(conn, chat.id)
    return Particulars(
        name=chat.customer_name,
        called=tuple(_called(conn, chat)),
        page=chat.page,
        facts=intake.facts(conn, chat.id),
        person=persons.of(conn, chat.id),
        told=attributes.of(conn, chat.id),
        activity=filled.answers if filled is not None else (),
        authors=tuple((one.id, one.author_name) for one in _of_customer(conn, chat.id)),
    )


def rewrite(conn: Connection, chat: Conversation, before: Particulars, after: Particulars, at: datetime) -> None:
    """Write what differs, but for the name, the page and the messages: these are the chat's own."""
    had = dict(before.called)
    for route, name in after.called:
        if had.get(route) != name:
            contacts.rename(conn, *route, name)
    if after.facts is not None and after.facts != before.facts:
        intake.add_facts(conn, chat.id, at, after.facts)
    if after.person is not None and after.person != before.person:
        persons.put(conn, chat.id, at, after.person)
    attributes.learn(conn, chat.id, at, changed_answers(before.told, after.told))
    filled = activity.get(conn, chat.id)
    if filled is not None and after.activity != before.activity:
        activity.put(conn, chat.id, replace(filled, answers=after.activity))
    if after.name != before.name:
        conn.execute(
            update(BAN).where(BAN.c.conversation == chat.id, BAN.c.name == before.name).values(name=after.name)
        )


def get(conn: Connection, chat: ConversationId) -> Veil | None:
    """Give what stood there and can be shown again, or None."""
    body = conn.scalar(select(VEIL.c.body).where(VEIL.c.conversation == chat))
    return load(Veil, body) if body is not None else None


def put(conn: Connection, chat: ConversationId, veil: Veil, at: datetime) -> None:
    """Keep what stood there."""
    values = {"at": at, "body": dump(veil)}
    added = insert_into(conn, VEIL).values(conversation=chat, **values)
    conn.execute(added.on_conflict_do_update(index_elements=[VEIL.c.conversation], set_=values))


def give_back(conn: Connection, chat: ConversationId) -> None:
    """Keep it no longer: it is shown again."""
    conn.execute(delete(VEIL).where(VEIL.c.conversation == chat))


def forget(conn: Connection, chat: ConversationId, at: datetime) -> None:
    """Overwrite what stood there; what the log still holds of it is overwritten next."""
    give_back(conn, chat)
    scour.add_log(conn, at)


def forget_remembered(conn: Connection, chat: Conversation, words: Sequence[str]) -> None:
    """Forget by what name channels remember the customer, where the words stand in it: they ask for it anew."""
    find = finder(words)
    for channel, contact in routes_of(chat):
        for key, name in memory.names_of(conn, (channel, contact)):
            if masked(name, find) != name:
                memory.remove(conn, channel, key)


def _called(conn: Connection, chat: Conversation) -> Iterator[tuple[Contact, str]]:
    for route in routes_of(chat):
        known = contacts.get(conn, *route)
        if known is not None:
            yield route, known.name


def _of_customer(conn: Connection, chat: ConversationId) -> Iterator[Message]:
    first = None
    while batch := messages.of_conversation(conn, chat, BATCH, first):
        yield from (one for one in batch if one.author == CUSTOMER)
        first = batch[0].id
