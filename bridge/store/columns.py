"""Column types and shapes that the tables share, the same on SQLite and PostgreSQL.

Rules:
1. A time goes in aware and comes out in UTC; one without a zone is refused.
2. Row numbers are 64 bits wide on both databases.
3. Words that strangers chose can't break a statement.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Index, Integer, MetaData, Text, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

# SQLite numbers rows by itself only in a column that is called INTEGER; there it is 64 bits wide anyway.
# https://www.sqlite.org/lang_createtable.html#rowid
RowNumber = BigInteger().with_variant(Integer, "sqlite")

LongText = Text


class Moment(TypeDecorator[datetime]):
    """A moment: `timestamptz` on PostgreSQL, text in UTC on SQLite, which has no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC.

        Raises:
            ValueError: the time has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone; times are stored in UTC")
        universal = value.astimezone(UTC)
        return universal.replace(tzinfo=None) if dialect.name == "sqlite" else universal

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Give the time in UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Words(TypeDecorator[str]):
    """People's words in a column of their own: what PostgreSQL can't keep (NUL, halves of characters) is left out."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Leave out what can't be kept."""
        if value is None:
            return None
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


class Row(SQLModel):
    """The root of all tables; their names are the same on every database, so that migrations can say them."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


def partial(name: str, *columns: str, only: str) -> Index:
    """Index the rows that fulfil a condition, so that settled ones cost nothing."""
    return Index(name, *columns, sqlite_where=text(only), postgresql_where=text(only))
