"""The table of what platforms sent that nobody here knows: outlines, each once, with how often it came and when."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from bridge.store.columns import LongText, Moment, Row


class UnknownPayloadTable(Row, table=True):
    """An outline; `digest` is of the whole of it, so that another one of the same make is counted here."""

    __tablename__ = "unknown_payload"
    __table_args__ = (Index("ix_unknown_payload_last_at", "last_at"),)

    source: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    what: str
    body: str = Field(sa_type=LongText)
    times: int
    first_at: datetime = Field(sa_type=Moment)
    last_at: datetime = Field(sa_type=Moment)


UNKNOWN_PAYLOAD = Row.metadata.tables["unknown_payload"]
