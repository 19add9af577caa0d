"""The two tables by which several processes share one database.

Rule: they hold nothing that outlives the processes; losing them costs seconds.
"""

from datetime import datetime

from sqlmodel import Field

from bridge.store.columns import Moment, Row


class WorkerTable(Row, table=True):
    """A process of several, and when it last said that it lives; by the database's clock.

    `public_url` is where people find it, by its own configuration; nothing of one that is older than this column.
    """

    __tablename__ = "worker"

    id: str = Field(primary_key=True)
    seen_at: datetime = Field(sa_type=Moment)
    public_url: str | None = None


class OwnershipTable(Row, table=True):
    """Which of several processes speaks in a place of a desk. It holds as long as that process lives."""

    __tablename__ = "ownership"

    place: str = Field(primary_key=True)
    owner: str


WORKER = Row.metadata.tables["worker"]
OWNERSHIP = Row.metadata.tables["ownership"]
