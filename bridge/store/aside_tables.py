"""The tables of what stands beside a chat and is looked at seldom: before it, after it, and what agents keep for later.

Rules:
1. Nothing here is read or written for a message.
2. `body` is one JSON text of a value of the core; a column of its own is only for what is looked for.
3. Answers to forms and surveys are people's words: they stand here and in no log, journal or outbox row.
"""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from bridge.store.columns import LongText, Moment, Row, Words


class IntakeTable(Row, table=True):
    """What is known of a chat from before it: the browser's facts, the bot's attributes, the offline form."""

    __tablename__ = "intake"

    conversation: str = Field(primary_key=True, foreign_key="conversation.id")
    at: datetime = Field(sa_type=Moment)
    body: str = Field(sa_type=LongText)


class SurveyTable(Row, table=True):
    """What a customer said of a chat after it; `score` by the queue's scale, None when there was none."""

    __tablename__ = "survey"
    __table_args__ = (Index("ix_survey_at", "at"),)

    conversation: str = Field(primary_key=True, foreign_key="conversation.id")
    at: datetime = Field(sa_type=Moment)
    queue: str
    agent: str | None
    score: int | None
    body: str = Field(sa_type=LongText)


class ActivityTable(Row, table=True):
    """The activity form that agents filled in for a chat, as it stands; `agent` saved it last."""

    __tablename__ = "activity"

    conversation: str = Field(primary_key=True, foreign_key="conversation.id")
    at: datetime = Field(sa_type=Moment)
    agent: str
    body: str = Field(sa_type=LongText)


class CannedTable(Row, table=True):
    """A canned response that was made on the desk. `owner` is an agent or a team, by its scope, or empty."""

    __tablename__ = "canned"
    __table_args__ = (Index("ix_canned_scope_owner", "scope", "owner"),)

    id: str = Field(primary_key=True)
    scope: str
    owner: str
    folder: str = Field(sa_type=Words)
    name: str = Field(sa_type=Words)
    changed_at: datetime = Field(sa_type=Moment)
    changed_by: str
    body: str = Field(sa_type=LongText)


class PastTable(Row, table=True):
    """A chat that has ended, to be found again: `folded` is its customer's name in small letters."""

    __tablename__ = "past"
    __table_args__ = (
        Index("ix_past_ended_at", "ended_at"),
        Index("ix_past_queue_ended_at", "queue", "ended_at"),
        Index("ix_past_channel_contact_ended_at", "channel", "contact", "ended_at"),
    )

    conversation: str = Field(primary_key=True, foreign_key="conversation.id")
    queue: str
    agent: str | None
    channel: str
    contact: str
    folded: str = Field(sa_type=Words)
    ended_at: datetime = Field(sa_type=Moment)


class MemoryTable(Row, table=True):
    """What an adapter keeps of what its platform said once: a small text under a key; `until` None is without end.

    `contact` or `conversation` is whose it is, by their address or of which chat; neither where it is nobody's.
    """

    __tablename__ = "memory"
    __table_args__ = (
        Index("ix_memory_until", "until"),
        Index("ix_memory_contact", "contact"),
        Index("ix_memory_conversation", "conversation"),
    )

    adapter: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    body: str = Field(sa_type=LongText)
    until: datetime | None = Field(default=None, sa_type=Moment)
    contact: str | None = None
    conversation: str | None = None


class KnownAsTable(Row, table=True):
    """That all addresses that begin so are a person's; whose other ones are, too, has the same word in `person`."""

    __tablename__ = "known_as"
    __table_args__ = (Index("ix_known_as_channel_person", "channel", "person"),)

    channel: str = Field(primary_key=True)
    beginning: str = Field(primary_key=True)
    person: str


INTAKE = Row.metadata.tables["intake"]
SURVEY = Row.metadata.tables["survey"]
ACTIVITY = Row.metadata.tables["activity"]
CANNED = Row.metadata.tables["canned"]
PAST = Row.metadata.tables["past"]
MEMORY = Row.metadata.tables["memory"]
KNOWN_AS = Row.metadata.tables["known_as"]
