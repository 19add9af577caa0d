"""The migrations' steps, made by Alembic without its command line; loaded only by `migrate`, when there is a step."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bridge.store.errors import DatabaseUnusable

_FOLDER = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, revision: str) -> None:
    """Bring the tables to a revision.

    Raises:
        DatabaseUnusable: the tables were made by a newer version of the bridge.
    """
    script = ScriptDirectory.from_config(_config(connection))
    known = {one.revision for one in script.walk_revisions()}
    present = MigrationContext.configure(connection).get_current_heads()
    if unknown := set(present) - known:
        found = ", ".join(sorted(unknown))
        raise DatabaseUnusable(
            f"The database was made by a newer version of the bridge (schema {found}). "
            "Start that version, or restore the backup that was made before it."
        )
    if set(present) != {script.get_current_head()} or revision != "head":
        command.upgrade(_config(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Take the tables back to a revision; what newer ones hold is lost."""
    command.downgrade(_config(connection), revision)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
