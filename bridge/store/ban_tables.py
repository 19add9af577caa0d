"""The table of bans. Whether a contact is turned away now stands with the contact: that is read with each message."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from bridge.store.columns import Moment, Row, RowNumber, Words


class BanTable(Row, table=True):
    """A ban. `until` None is without end; `over_at` is when it ran out or was lifted, by whom in `over_by`."""

    __tablename__ = "ban"
    __table_args__ = (Index("ix_ban_channel_contact", "channel", "contact"), Index("ix_ban_over_at", "over_at"))

    id: str = Field(primary_key=True)
    channel: str
    contact: str
    name: str = Field(sa_type=Words)
    chat: int = Field(sa_type=RowNumber)
    conversation: str | None
    at: datetime = Field(sa_type=Moment)
    made_by: str
    until: datetime | None = Field(sa_type=Moment)
    reason: str = Field(sa_type=Words)
    turned_away: int
    over_at: datetime | None = Field(sa_type=Moment)
    over_by: str | None


BAN = Row.metadata.tables["ban"]
