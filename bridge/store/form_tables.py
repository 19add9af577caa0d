"""The table of secure forms: where each asking stands, and how it is found by a link.

Rules:
1. What was filled in is in no table: it is in the form vault, under the name that stands as `slot` in `body`.
2. A customer's link is here as its SHA-256 alone; `grant_digest` is that of the browser which used it.
3. A row stays after the form has left its chat, so that who opens it twice, or too late, is told what became of it.
"""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from bridge.store.columns import LongText, Moment, Row


class SecureFormTable(Row, table=True):
    """One asking of a form. `opening` names the act by which it was opened, so that one page alone takes it for its."""

    __tablename__ = "secure_form"
    __table_args__ = (Index("ix_secure_form_conversation", "conversation"), Index("ix_secure_form_at", "at"))

    id: str = Field(primary_key=True)
    conversation: str = Field(foreign_key="conversation.id")
    stage: str
    at: datetime = Field(sa_type=Moment)
    by: str | None
    opening: str | None
    link_digest: str | None = Field(unique=True)
    grant_digest: str | None
    body: str = Field(sa_type=LongText)


SECURE_FORM = Row.metadata.tables["secure_form"]
