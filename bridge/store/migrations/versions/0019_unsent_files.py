"""Whose a file is, and since when, as long as no message names it.

Revision ID: 0019
Revises: 0018

Of the files that are there, those that no message names count as uploaded now, and nobody can say whose they are.
Processes of an earlier version leave all of it empty, as if a message named the file: they may run beside newer ones.
"""

import re
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

AT_ONCE = 500
_FILE = re.compile(r"f[0-9a-f]{32}")


def upgrade() -> None:
    op.add_column("file", sa.Column("channel", sa.String(), nullable=True))
    op.add_column("file", sa.Column("contact", sa.String(), nullable=True))
    op.add_column("file", sa.Column("unsent_since", sa.DateTime(timezone=True), nullable=True))
    for name in ("contact", "unsent_since"):
        there = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_file_{name}", "file", [name], sqlite_where=there, postgresql_where=there)
    _find_unsent()


def downgrade() -> None:
    for name in ("unsent_since", "contact"):
        op.drop_index(f"ix_file_{name}", "file")
    for name in ("unsent_since", "contact", "channel"):
        op.drop_column("file", name)


def _find_unsent() -> None:
    """Note as unsent what stands in no message, under no mask, and in nothing that waits to be handled."""
    conn = op.get_bind()
    unsent = {one for (one,) in conn.execute(sa.text("SELECT id FROM file"))}
    for table, column in (("message", "body"), ("original", "body"), ("inbox", "payload"), ("erasure_copy", "ref")):
        if not unsent:
            return
        rows = conn.execute(sa.text(f"SELECT {column} FROM {table} WHERE {column} LIKE '%f%'"))  # noqa: S608 - our own names
        for (text,) in rows.yield_per(AT_ONCE):
            unsent.difference_update(_FILE.findall(text))
    noted = sa.text("UPDATE file SET unsent_since = :at WHERE id = :id").bindparams(
        sa.bindparam("at", type_=sa.DateTime(timezone=True))
    )
    for one in sorted(unsent):
        conn.execute(noted, {"at": datetime.now(UTC), "id": one})
