"""The tables of what was masked by hand: what stood there, what must be overwritten, and where words were quoted.

Rules:
1. `original` and `veil` are the places where masked words stand, and only while their chat is open. Nothing that
   shows, quotes, sends or searches reads them.
2. `scour` lists what is to be overwritten outside of the tables; a row goes when that is done, so that no crash loses
   it.
3. `quote` holds addresses and jobs of ours, never words.
"""

from datetime import datetime

from sqlmodel import Field

from bridge.store.columns import LongText, Moment, Row


class OriginalTable(Row, table=True):
    """A message as it was before its first mask; `answers` is what was masked of what its customer told a bot by it."""

    __tablename__ = "original"

    message: str = Field(primary_key=True, foreign_key="message.id")
    conversation: str = Field(foreign_key="conversation.id", index=True)
    at: datetime = Field(sa_type=Moment)
    body: str = Field(sa_type=LongText)
    answers: str = Field(sa_type=LongText)


class VeilTable(Row, table=True):
    """What is known of a chat beside its messages, as it was before it was masked, and the words that were."""

    __tablename__ = "veil"

    conversation: str = Field(primary_key=True, foreign_key="conversation.id")
    at: datetime = Field(sa_type=Moment)
    body: str = Field(sa_type=LongText)


class ScourTable(Row, table=True):
    """Something outside of the tables that still holds what is gone for good: a file, or the database's log."""

    __tablename__ = "scour"

    what: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)


class QuoteTable(Row, table=True):
    """Something of ours beside a chat's thread that quotes words of the chat, and the job that shows it anew.

    Without a chat it is a list of several: it may quote any that was there at its time.
    """

    __tablename__ = "quote"

    key: str = Field(primary_key=True)
    conversation: str | None = Field(foreign_key="conversation.id", index=True)
    at: datetime = Field(sa_type=Moment, index=True)
    desk: str
    ref: str
    body: str = Field(sa_type=LongText)


ORIGINAL = Row.metadata.tables["original"]
VEIL = Row.metadata.tables["veil"]
SCOUR = Row.metadata.tables["scour"]
QUOTE = Row.metadata.tables["quote"]
