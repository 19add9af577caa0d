"""Bring a database's tables to the newest form.

Rules:
1. Everything runs in the transaction of the given connection: a migration that fails leaves nothing behind.
2. A database from a newer program is refused: what it holds is not understood here.
3. Tables that have the newest form already, as at nearly every start, cost one look: Alembic is not even loaded.
"""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_TABLE = "alembic_version"


def migrate(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to a revision.

    Raises:
        DatabaseUnusable: the tables were made by a newer version of the bridge.
    """
    if revision == "head" and is_newest(connection):
        return
    from bridge.store.upgrading import upgrade  # noqa: PLC0415 - a tenth of a second, seldom needed

    upgrade(connection, revision)


def undo(connection: Connection, revision: str = "base") -> None:
    """Take the tables back to a revision; what newer ones hold is lost."""
    from bridge.store.upgrading import downgrade  # noqa: PLC0415 - seldom needed

    downgrade(connection, revision)


def is_newest(connection: Connection) -> bool:
    """Tell whether the tables have the newest form."""
    return _present(connection) == [newest()]


@cache
def newest() -> str:
    """Give the newest revision: the migrations' files begin with theirs, and come in the order of their names."""
    return max(file.name for file in _VERSIONS.glob("[0-9]*_*.py")).partition("_")[0]


def _present(connection: Connection) -> list[str]:
    if not inspect(connection).has_table(_TABLE):
        return []
    return list(connection.scalars(text(f"SELECT version_num FROM {_TABLE}")).all())  # noqa: S608 - our own word
