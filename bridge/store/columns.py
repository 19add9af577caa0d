"""Column types and shapes that the tables share, the same on SQLite and PostgreSQL.

Rules:
1. A time goes in aware and comes out in UTC; one without a zone is refused.
2. Row numbers are 64 bits wide on both databases.
3. Words that strangers chose can't break a statement.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import BigInteger, DateTime, Dialect, Index, Integer, MetaData, Text, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import SQLModel

# SQLite numbers rows by itself only in a column that is called INTEGER; there it is 64 bits wide anyway.
# https://www.sqlite.org/lang_createtable.html#rowid
RowNumber = BigInteger().with_variant(Integer, "sqlite")

LongText = Text

_ZONE = len("2026-03-01 12:00:00.000000")
"""Where the zone begins in a written time."""


@lru_cache(64)
def _written(moment: datetime) -> str:
    """Write a time in UTC. One transaction writes the same moment up to ten times."""
    return moment.isoformat(" ", "microseconds")[:_ZONE]


def _as_written(value: datetime | None) -> str | None:
    """Write a time as SQLite keeps it. Raises `ValueError` for one that has no zone."""
    return None if value is None else _written(_in_utc(value))


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        raise ValueError(f"{value} has no zone; times are stored in UTC")
    return value.astimezone(UTC)


def _as_read(value: str | None) -> datetime | None:
    """Read a time that SQLite has kept."""
    return None if value is None else datetime.fromisoformat(value + "+00:00")


class _WrittenMoment(sqlite.DATETIME):
    """SQLite's column of times, for text that `Moment` writes and reads itself, at a fraction of the cost."""

    def bind_processor(self, dialect: Dialect) -> None:
        """Write the text as it is."""

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Read the text as it is."""


class Moment(TypeDecorator[datetime]):
    """A moment: `timestamptz` on PostgreSQL; text in UTC on SQLite, which has no zones, in SQLAlchemy's own format."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Give the type of the column."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(cast(Any, _WrittenMoment)())
        return super().load_dialect_impl(dialect)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Store in UTC.

        Raises:
            ValueError: the time has no zone.
        """
        if dialect.name == "sqlite":
            return _as_written(value)
        return None if value is None else _in_utc(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Give what writes a time; on SQLite nothing stands between it and the driver."""
        return _as_written if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Give what reads a time; on SQLite nothing stands between it and the driver."""
        return _as_read if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Give the time in UTC."""
        if dialect.name == "sqlite":
            return _as_read(value)
        if value is None:
            return None
        moment: datetime = value
        return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


class Words(TypeDecorator[str]):
    """People's words in a column of their own: what PostgreSQL can't keep (NUL, halves of characters) is left out."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Leave out what can't be kept."""
        if value is None:
            return None
        if "\0" in value:
            value = value.replace("\0", "")
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


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
