"""The tables by which routing finds who waits and who is free, without reading chats or agents.

Rules:
1. All three are derived, like `seat`: what they say stands in the states of chats and agents too, and is written in
   the transaction that changes these.
2. They are written when a chat's status, queue or priority changes, or what an agent can take; never for a message.
"""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from bridge.store.columns import Moment, Row


class LineTable(Row, table=True):
    """A chat that waits, in its own queue and in each to which it overflows."""

    __tablename__ = "line"
    # Two numbers of opposite orders would need an index that runs both ways: `rank` is the priority, negated.
    __table_args__ = (Index("ix_line_queue_rank_queued_at", "queue", "rank", "queued_at"),)

    conversation: str = Field(primary_key=True, foreign_key="conversation.id")
    queue: str = Field(primary_key=True)
    rank: int
    queued_at: datetime = Field(sa_type=Moment)


class FreeTable(Row, table=True):
    """An agent who can take a chat of a queue now; by `since` the longest idle come first, busy ones last."""

    __tablename__ = "free"
    __table_args__ = (Index("ix_free_agent", "agent"), Index("ix_free_queue_since", "queue", "since"))

    queue: str = Field(primary_key=True)
    agent: str = Field(primary_key=True)
    since: datetime = Field(sa_type=Moment)


class ReservationTable(Row, table=True):
    """An agent whose capacity is kept for a chat that does not know of it yet: one at the most."""

    __tablename__ = "reservation"

    conversation: str = Field(primary_key=True, foreign_key="conversation.id")
    agent: str = Field(index=True)
    at: datetime = Field(sa_type=Moment)


LINE = Row.metadata.tables["line"]
FREE = Row.metadata.tables["free"]
RESERVATION = Row.metadata.tables["reservation"]
