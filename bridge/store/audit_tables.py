"""The tables of the audit log: its lines, what proves that they are as they were written, and the pseudonyms' keys.

Rules:
1. Lines, digests and seals are only ever added. Triggers of the database (made by the migration) refuse every change,
   and every deletion but that of lines whose time is over (`counter`: `audit_swept`).
2. A line has no foreign key: it stays when the chat that it is about has been erased.
3. No words of anybody stand here, and no address of a customer but beside their key, with which it is deleted.
"""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from bridge.store.columns import LongText, Moment, Row, RowNumber


class AuditTable(Row, table=True):
    """Who did what, when. `contact` is a pseudonym."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_at", "at"),
        Index("ix_audit_conversation", "conversation"),
        Index("ix_audit_contact", "contact"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    at: datetime = Field(sa_type=Moment)
    act: str
    who: str
    about: str
    conversation: str | None
    contact: str | None
    fields: str = Field(sa_type=LongText)


class AuditDigestTable(Row, table=True):
    """A sealed line's digest, by its id."""

    __tablename__ = "audit_digest"

    id: int = Field(primary_key=True, sa_type=RowNumber, sa_column_kwargs={"autoincrement": False})
    digest: str


class AuditSealTable(Row, table=True):
    """A sealed batch of lines."""

    __tablename__ = "audit_seal"

    number: int = Field(primary_key=True, sa_type=RowNumber, sa_column_kwargs={"autoincrement": False})
    first: int = Field(sa_type=RowNumber)
    last: int = Field(sa_type=RowNumber)
    rows: int
    root: str
    previous: str
    at: datetime = Field(sa_type=Moment)
    hash: str


class AuditKeyTable(Row, table=True):
    """The secret from which a contact's pseudonym is made; without it nobody can tell whose a line is."""

    __tablename__ = "audit_key"

    channel: str = Field(primary_key=True)
    contact: str = Field(primary_key=True)
    secret: str


AUDIT = Row.metadata.tables["audit"]
AUDIT_DIGEST = Row.metadata.tables["audit_digest"]
AUDIT_SEAL = Row.metadata.tables["audit_seal"]
AUDIT_KEY = Row.metadata.tables["audit_key"]
