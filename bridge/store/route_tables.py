"""The table of chats that have gone on in another channel."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from bridge.store.columns import Moment, Row


class RouteTable(Row, table=True):
    """One of a chat's routes, the present one too; a chat that has never moved has no row here."""

    __tablename__ = "route"
    __table_args__ = (Index("ix_route_channel_contact", "channel", "contact"),)

    conversation: str = Field(primary_key=True, foreign_key="conversation.id")
    channel: str = Field(primary_key=True)
    contact: str = Field(primary_key=True)
    since: datetime = Field(sa_type=Moment)


ROUTE = Row.metadata.tables["route"]
