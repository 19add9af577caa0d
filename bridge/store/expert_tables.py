"""The tables of experts: their talks about chats, and whom an agent has asked lately.

Rules:
1. A talk has a row from the moment in which somebody is asked, and keeps it: what is changed or deleted later follows
   into it, and what is written in it later finds out that it is over.
2. No words of anybody stand here.
"""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from bridge.store.columns import Moment, Row


class AsideTable(Row, table=True):
    """An expert's talk about a chat, named by the invitation; `thread` and `card` are there once it is open."""

    __tablename__ = "aside"
    __table_args__ = (
        Index("ix_aside_conversation", "conversation"),
        Index("ix_aside_desk_thread", "desk", "thread"),
        Index("ix_aside_desk_person", "desk", "person"),
    )

    invitation: str = Field(primary_key=True)
    conversation: str = Field(foreign_key="conversation.id")
    expert: str
    desk: str
    person: str
    thread: str | None
    card: str | None
    link: str
    outcome: str | None


class RecentExpertTable(Row, table=True):
    """When an agent asked an expert last."""

    __tablename__ = "recent_expert"

    agent: str = Field(primary_key=True)
    expert: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)


ASIDE = Row.metadata.tables["aside"]
RECENT_EXPERT = Row.metadata.tables["recent_expert"]
