"""Small makers of what the store's tests keep: plain values with only what a test is about."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from bridge.store import conversations, inbox, messages, outbox
from bridge.store.work_tables import INBOX
from core.conversation.model import Conversation, Participant, Role, Status
from core.ids import (
    CUSTOMER,
    AgentId,
    ChannelName,
    ConversationId,
    ExternalRef,
    MessageId,
    ParticipantId,
    QueueId,
)
from core.inbound import ContactSubject, CustomerMessage, Inbound
from core.messages import Message, Text

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WEB = ChannelName("web")
BILLING = QueueId("billing")
ADA = AgentId("ada")
CONTACT = ExternalRef("visitor-1")


def later(seconds: float) -> datetime:
    """Give a time after `NOW`."""
    return NOW + timedelta(seconds=seconds)


def a_conversation(id: str = "c1", number: int = 1, **changes: Any) -> Conversation:
    """Make a conversation that is queued, unless told otherwise."""
    given: dict[str, Any] = {"status": Status.QUEUED, "queued_at": NOW} | changes
    return Conversation(
        id=ConversationId(id),
        number=number,
        queue=given.pop("queue", BILLING),
        channel=WEB,
        contact=CONTACT,
        customer_name="Grace",
        opened_at=NOW,
        **given,
    )


def a_seat(agent: AgentId = ADA) -> Participant:
    """Make a seat in a chat."""
    return Participant(agent, Role.AGENT, NOW)


def a_message(id: str = "m1", text: str = "Hello", author: ParticipantId = CUSTOMER, **changes: Any) -> Message:
    """Make a message of the customer's in c1, unless told otherwise."""
    given: dict[str, Any] = {"conversation": ConversationId("c1"), "at": NOW} | changes
    return Message(id=MessageId(id), author=author, author_name="Grace", parts=(Text(text),), **given)


def an_inbound(dedupe: str = "d1", text: str = "Hello", source: str = "web") -> Inbound:
    """Make a customer's message as it comes in."""
    return Inbound(source, dedupe, ContactSubject(WEB, CONTACT, BILLING), CustomerMessage((Text(text),)), NOW)


def an_outbox(key: str = "k1", lane: str = "c1/slack", **changes: Any) -> outbox.NewOutbox:
    """Make something for the customer to be sent."""
    given: dict[str, Any] = {"destination": "slack", "act": "customer"} | changes
    return outbox.NewOutbox(key=key, lane=lane, **given)


def a_chat(*texts: str) -> Callable[[Connection], Conversation]:
    """Save c1 with these messages of the customer, m1 and on."""

    def work(conn: Connection) -> Conversation:
        saved = conversations.put(conn, a_conversation())
        for number, text in enumerate(texts, start=1):
            messages.add(conn, a_message(f"m{number}", text))
        return saved

    return work


def add_inbound(dedupe: str, lane: str = "c1", text: str = "Hello") -> Callable[[Connection], inbox.InboxAdded]:
    """Store an inbound."""
    return lambda conn: inbox.add(conn, an_inbound(dedupe, text), lane, NOW)


def count_inbox(conn: Connection) -> int:
    """Count the inbound rows."""
    return conn.scalar(select(func.count()).select_from(INBOX)) or 0
