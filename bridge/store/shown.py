"""Where everything of a chat stands on a desk, as far as it is known. Read on bad days only."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from bridge.store.codec import load_mapping
from bridge.store.deliveries import Address
from bridge.store.tables import DELIVERY, MESSAGE
from bridge.store.work_tables import OUTBOX
from core.ids import ChannelName, ConversationId, DeskName, ExternalRef, MessageId


def refs(conn: Connection, chat: ConversationId, desk: DeskName) -> frozenset[ExternalRef]:
    """Give the addresses of a chat's messages on a desk, their pieces included, and of all else that was sent there."""
    messages = (
        select(DELIVERY.c.ref)
        .join(MESSAGE, MESSAGE.c.id == DELIVERY.c.message)
        .where(MESSAGE.c.conversation == chat, DELIVERY.c.place == desk)
    )
    sent = select(OUTBOX.c.ref).where(
        OUTBOX.c.conversation == chat, OUTBOX.c.destination == f"desk:{desk}", OUTBOX.c.ref.is_not(None)
    )
    return frozenset(ExternalRef(ref) for wanted in (messages, sent) for ref in conn.scalars(wanted).all())


def customers_refs(conn: Connection, chat: ConversationId, channel: ChannelName) -> frozenset[ExternalRef]:
    """Give the addresses of everything of a chat that is known to have been sent in a channel."""
    messages = (
        select(DELIVERY.c.ref)
        .join(MESSAGE, MESSAGE.c.id == DELIVERY.c.message)
        .where(MESSAGE.c.conversation == chat, DELIVERY.c.place == channel)
    )
    turns = select(OUTBOX.c.ref).where(
        OUTBOX.c.conversation == chat, OUTBOX.c.destination == f"channel:{channel}", OUTBOX.c.ref.is_not(None)
    )
    return frozenset(ExternalRef(ref) for wanted in (messages, turns) for ref in conn.scalars(wanted).all())


def addresses_with(conn: Connection, chat: ConversationId, message: MessageId) -> frozenset[Address]:
    """Give the addresses in channels at which a message of a chat stands, or to which it is on its way."""
    copies = select(DELIVERY.c.place, DELIVERY.c.address).where(DELIVERY.c.message == message)
    waiting = select(OUTBOX.c.destination, OUTBOX.c.body).where(
        OUTBOX.c.conversation == chat, OUTBOX.c.message == message, OUTBOX.c.destination.like("channel:%")
    )
    found: set[Address] = {(place, address) for place, address in conn.execute(copies).all()}
    for destination, body in conn.execute(waiting).all():
        found.add((destination.removeprefix("channel:"), load_mapping(body).get("to")))
    return frozenset(found)


def is_card(conn: Connection, desk: DeskName, refs: Collection[ExternalRef]) -> bool:
    """Tell whether one of these addresses is that of something that was sent to a desk lately."""
    wanted = select(1).where(OUTBOX.c.destination == f"desk:{desk}", OUTBOX.c.ref.in_(list(refs)))
    return conn.scalar(wanted.limit(1)) is not None
