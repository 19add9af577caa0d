"""The table of what agents have said about customers: which addresses are one person's."""

from datetime import datetime

from sqlmodel import Field

from bridge.store.columns import Moment, Row


class IdentityTable(Row, table=True):
    """An address that was joined with others: all with the same `person` are one customer's, as an agent has said."""

    __tablename__ = "identity"

    channel: str = Field(primary_key=True)
    contact: str = Field(primary_key=True)
    person: str = Field(index=True)
    told_by: str
    at: datetime = Field(sa_type=Moment)


IDENTITY = Row.metadata.tables["identity"]
