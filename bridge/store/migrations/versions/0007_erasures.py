"""Erasures, and what became of each copy.

Revision ID: 0007
Revises: 0006

Nothing that is stored changes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "erasure",
        *(_name("id"), _moment("at"), _name("made_by"), sa.Column("chats", sa.Integer(), nullable=False)),
        sa.PrimaryKeyConstraint("id", name="pk_erasure"),
    )
    op.create_table(
        "erasure_copy",
        sa.Column("id", ROW_NUMBER, nullable=False),
        *(_name("erasure"), _name("what"), _name("place"), _name("ref", null=True)),
        sa.Column("number", sa.Integer(), nullable=False),
        *(_name("state"), sa.Column("why", sa.Text(), nullable=True), _moment("at")),
        sa.PrimaryKeyConstraint("id", name="pk_erasure_copy"),
        sa.ForeignKeyConstraint(["erasure"], ["erasure.id"], name="fk_erasure_copy_erasure"),
    )
    op.create_index("ix_erasure_copy_erasure", "erasure_copy", ["erasure"])
    op.create_index("ix_erasure_copy_state_what", "erasure_copy", ["state", "what"])


def downgrade() -> None:
    op.drop_table("erasure_copy")
    op.drop_table("erasure")


def _name(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
