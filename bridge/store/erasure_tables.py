"""The tables of erasures: what was asked for, and each copy that was to go.

Rule: whose data it was stands nowhere here. A copy is an address on a platform, or the id of a file, and both are gone
or mean nothing when it is done.
"""

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import Index
from sqlmodel import Field

from bridge.store.columns import LongText, Moment, Row, RowNumber


class CopyState(StrEnum):
    """What became of a copy."""

    PENDING = auto()
    DONE = auto()
    FAILED = auto()
    OUTSIDE = auto()
    """Nothing that the bridge can reach: somebody else has to see to it."""
    KEPT = auto()
    """It stays on purpose: what went with it would harm whoever is erased, or somebody else."""


class ErasureTable(Row, table=True):
    """One erasure, and who has made it."""

    __tablename__ = "erasure"

    id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    made_by: str
    chats: int


class ErasureCopyTable(Row, table=True):
    """One copy, or what is counted together; `number` is how many it is."""

    __tablename__ = "erasure_copy"
    __table_args__ = (
        Index("ix_erasure_copy_erasure", "erasure"),
        Index("ix_erasure_copy_state_what", "state", "what"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    erasure: str = Field(foreign_key="erasure.id")
    what: str
    place: str
    ref: str | None
    number: int
    state: str
    why: str | None = Field(sa_type=LongText)
    at: datetime = Field(sa_type=Moment)


ERASURE = Row.metadata.tables["erasure"]
ERASURE_COPY = Row.metadata.tables["erasure_copy"]
