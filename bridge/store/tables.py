"""The tables of conversations, agents, messages and what belongs to them.

Rules:
1. A column for what is queried; one JSON text, `body`, for the rest of an aggregate.
2. The text of a message stands in `message` and in no other table. An inbound carries it until it is settled.
3. `version` grows by one with each change of an aggregate; a change from an older version is refused.

The work tables (inbox, outbox, timer) are in `work_tables`, what routing looks up in `routing_tables`, what stands
beside a chat in `aside_tables`. SQL uses the Core tables at the end; nothing uses the
models as objects, because the unit of work of an ORM costs more than the disk.
"""

from datetime import datetime

from sqlalchemy import Index, Table, UniqueConstraint
from sqlmodel import Field

from bridge.store.columns import LongText, Moment, Row, RowNumber, Words, partial


class ConversationTable(Row, table=True):
    """One chat. `agents` and `holders` are those of its `seat` and `held` rows, to see whether these change."""

    __tablename__ = "conversation"
    __table_args__ = (
        Index("ix_conversation_status_number", "status", "number"),
        Index("ix_conversation_queue_status_queued_at", "queue", "status", "queued_at"),
        Index("ix_conversation_channel_contact", "channel", "contact"),
    )

    id: str = Field(primary_key=True)
    number: int = Field(sa_type=RowNumber, unique=True)
    version: int
    status: str
    queue: str
    channel: str
    contact: str
    queued_at: datetime | None = Field(sa_type=Moment)
    opened_at: datetime = Field(sa_type=Moment)
    agents: str = Field(sa_type=LongText)
    holders: str = Field(sa_type=LongText)
    body: str = Field(sa_type=LongText)


class SeatTable(Row, table=True):
    """Who has a seat, an offer or an invitation in a chat that is open or in wrap-up."""

    __tablename__ = "seat"

    agent: str = Field(primary_key=True)
    conversation: str = Field(primary_key=True, foreign_key="conversation.id", index=True)


class HeldTable(Row, table=True):
    """Whose texts the leak guard holds in a chat."""

    __tablename__ = "held"

    desk: str = Field(primary_key=True)
    author: str = Field(primary_key=True)
    conversation: str = Field(primary_key=True, foreign_key="conversation.id", index=True)


class AgentTable(Row, table=True):
    """One agent's state."""

    __tablename__ = "agent"

    id: str = Field(primary_key=True)
    version: int
    body: str = Field(sa_type=LongText)


class MessageTable(Row, table=True):
    """One message in its present state; the only table with text. `position` is the order of arrival."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_conversation_position", "conversation", "position"),
        partial("ix_message_opening", "conversation", "position", only="author = 'customer'"),
        partial("ix_message_quotes", "quotes", only="quotes IS NOT NULL"),
    )

    position: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    id: str = Field(unique=True)
    conversation: str = Field(foreign_key="conversation.id")
    author: str
    at: datetime = Field(sa_type=Moment)
    first_words: str = Field(sa_type=Words)
    quotes: str | None = None
    """The message whose first words stand in it; it may be of an earlier chat, and gone."""
    body: str = Field(sa_type=LongText)


class DeliveryTable(Row, table=True):
    """Where a message is, outside: its source, or a copy of it; and what became of that copy."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("place", "ref", "message"),
        Index("ix_delivery_message_place", "message", "place"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    message: str = Field(foreign_key="message.id")
    place: str
    ref: str
    role: str
    state: str
    reason: str | None = Field(sa_type=LongText)
    at: datetime | None = Field(sa_type=Moment)
    address: str | None


class ThreadTable(Row, table=True):
    """A chat's thread on a desk."""

    __tablename__ = "thread"
    __table_args__ = (UniqueConstraint("desk", "thread"), Index("ix_thread_desk_place", "desk", "place"))

    conversation: str = Field(primary_key=True, foreign_key="conversation.id")
    desk: str = Field(primary_key=True)
    thread: str
    card: str
    link: str
    place: str


class ContactTable(Row, table=True):
    """A customer's address in a channel, and the one chat that is open with it."""

    __tablename__ = "contact"

    channel: str = Field(primary_key=True)
    contact: str = Field(primary_key=True)
    queue: str
    name: str = Field(sa_type=Words)
    open_conversation: str | None
    last_conversation: str | None
    banned_until: datetime | None = Field(default=None, sa_type=Moment)
    held_until: datetime | None = Field(default=None, sa_type=Moment)
    dropped: int | None = None


class JournalTable(Row, table=True):
    """What happened; reports read it. Ids and numbers only."""

    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_at", "at"),
        Index("ix_journal_conversation_id", "conversation", "id"),
        partial("ix_journal_accepted", "at", only="what = 'accepted'"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    conversation: str | None = Field(foreign_key="conversation.id")
    at: datetime = Field(sa_type=Moment)
    what: str
    agent: str | None
    person: str | None
    message: str | None
    fields: str = Field(sa_type=LongText)


class FeedTable(Row, table=True):
    """The customer's log of a chat, numbered from 1; messages by id."""

    __tablename__ = "feed"
    __table_args__ = (UniqueConstraint("conversation", "key"),)

    conversation: str = Field(primary_key=True, foreign_key="conversation.id")
    seq: int = Field(primary_key=True, sa_type=RowNumber, sa_column_kwargs={"autoincrement": False})
    key: str
    at: datetime = Field(sa_type=Moment)
    kind: str
    message: str | None = Field(foreign_key="message.id")
    data: str = Field(sa_type=LongText)


class FileTable(Row, table=True):
    """An attachment; its bytes are in the file store under `path`.

    `channel` and `contact` are whose it is, as long as no message names it; `unsent_since` when it came, likewise.
    """

    __tablename__ = "file"
    __table_args__ = (
        partial("ix_file_contact", "contact", only="contact IS NOT NULL"),
        partial("ix_file_unsent_since", "unsent_since", only="unsent_since IS NOT NULL"),
    )

    id: str = Field(primary_key=True)
    name: str = Field(sa_type=Words)
    mime: str
    size: int = Field(sa_type=RowNumber)
    path: str
    channel: str | None = None
    contact: str | None = None
    unsent_since: datetime | None = Field(default=None, sa_type=Moment)


class CounterTable(Row, table=True):
    """A number that only grows, such as the chats' short numbers."""

    __tablename__ = "counter"

    name: str = Field(primary_key=True)
    value: int = Field(sa_type=RowNumber)


def _table(name: str) -> Table:
    return Row.metadata.tables[name]


CONVERSATION = _table("conversation")
SEAT = _table("seat")
HELD = _table("held")
AGENT = _table("agent")
MESSAGE = _table("message")
DELIVERY = _table("delivery")
THREAD = _table("thread")
CONTACT = _table("contact")
JOURNAL = _table("journal")
FEED = _table("feed")
FILE = _table("file")
COUNTER = _table("counter")
