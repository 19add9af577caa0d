"""The three tables that carry all work: what came in, what must go out, what is due later.

Rules:
1. A lane's rows are worked off in the order of their ids; an unsettled row holds up those behind it.
2. A row is in exactly one state; each change of state names the states that it may come from.
3. Settled inbound rows are blank. Outbound rows hold ids, enums and sentences, never the text of a message.
"""

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bridge.store.columns import LongText, Moment, Row, RowNumber, partial


class InboxState(StrEnum):
    """Where an inbound stands."""

    PENDING = auto()
    CLAIMED = auto()
    SETTLED = auto()
    PARKED = auto()


class OutboxState(StrEnum):
    """Where something outbound stands."""

    PENDING = auto()
    SENDING = auto()
    """The request may have left."""
    UNCERTAIN = auto()
    """The request may have left and no answer came: never sent again blindly."""
    SENT = auto()
    PARKED = auto()


class InboxTable(Row, table=True):
    """One thing that came in."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("source", "dedupe"),
        Index("ix_inbox_state_id", "state", "id"),
        partial("ix_inbox_claimed_lane", "lane", only="state = 'claimed'"),
        partial("ix_inbox_unsettled_lane_id", "lane", "id", only="state IN ('pending', 'claimed')"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    source: str
    dedupe: str
    lane: str
    state: str
    owner: str | None
    lease_until: datetime | None = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    attempts: int
    added_at: datetime = Field(sa_type=Moment)
    payload: str = Field(sa_type=LongText)
    why: str | None = Field(sa_type=LongText)


class OutboxTable(Row, table=True):
    """One thing that must go out."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_priority_id", "state", "priority", "id"),
        partial("ix_outbox_open_lane_id", "lane", "id", only="state NOT IN ('sent', 'parked')"),
        partial("ix_outbox_pending_coalesce", "coalesce", only="state = 'pending' AND coalesce IS NOT NULL"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    key: str = Field(unique=True)
    lane: str
    destination: str
    act: str
    conversation: str | None
    message: str | None
    body: str = Field(sa_type=LongText)
    priority: int
    coalesce: str | None
    due_at: datetime | None = Field(sa_type=Moment)
    state: str
    owner: str | None
    lease_until: datetime | None = Field(sa_type=Moment)
    attempts: int
    created_at: datetime = Field(sa_type=Moment)
    ref: str | None
    why: str | None = Field(sa_type=LongText)


class TimerTable(Row, table=True):
    """When a conversation must be woken."""

    __tablename__ = "timer"

    conversation: str = Field(primary_key=True, foreign_key="conversation.id")
    due_at: datetime = Field(sa_type=Moment, index=True)


INBOX = Row.metadata.tables["inbox"]
OUTBOX = Row.metadata.tables["outbox"]
TIMER = Row.metadata.tables["timer"]
