"""The two words of SQL that SQLite and PostgreSQL share and SQLAlchemy's common language lacks."""

from typing import cast

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_into(conn: Connection, table: Table) -> postgresql.Insert:
    """Begin an INSERT that may say `ON CONFLICT`; both dialects spell it alike."""
    return insert_for(conn.dialect.name, table)


def insert_for(dialect: str, table: Table) -> postgresql.Insert:
    """Begin the same for a named dialect: for statements that are built once, as building costs more than running."""
    if dialect == "sqlite":
        return cast(postgresql.Insert, sqlite.insert(table))
    return postgresql.insert(table)
