"""What platforms sent that nobody here knows; and until when an adapter's note is kept.

Revision ID: 0011
Revises: 0010

Notes that are there stay until they are taken away.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unknown_payload",
        *(_name("source"), _name("digest"), _name("what"), sa.Column("body", sa.Text(), nullable=False)),
        sa.Column("times", sa.Integer(), nullable=False),
        *(_moment("first_at"), _moment("last_at")),
        sa.PrimaryKeyConstraint("source", "digest", name="pk_unknown_payload"),
    )
    op.create_index("ix_unknown_payload_last_at", "unknown_payload", ["last_at"])
    op.add_column("memory", sa.Column("until", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_memory_until", "memory", ["until"])


def downgrade() -> None:
    op.drop_index("ix_memory_until", "memory")
    op.drop_column("memory", "until")
    op.drop_index("ix_unknown_payload_last_at", "unknown_payload")
    op.drop_table("unknown_payload")


def _name(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
