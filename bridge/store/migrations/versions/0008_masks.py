"""Masks by hand: what stood there, what must be overwritten, where words are quoted.

Revision ID: 0008
Revises: 0007

Nothing that is stored changes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "original",
        *(_name("message"), _name("conversation"), _at()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("message", name="pk_original"),
        sa.ForeignKeyConstraint(["message"], ["message.id"], name="fk_original_message"),
        sa.ForeignKeyConstraint(["conversation"], ["conversation.id"], name="fk_original_conversation"),
    )
    op.create_index("ix_original_conversation", "original", ["conversation"])
    op.create_table("scour", _name("what"), _at(), sa.PrimaryKeyConstraint("what", name="pk_scour"))
    op.create_table(
        "quote",
        *(_name("key"), _name("conversation", null=True), _at(), _name("desk"), _name("ref")),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_quote"),
        sa.ForeignKeyConstraint(["conversation"], ["conversation.id"], name="fk_quote_conversation"),
    )
    op.create_index("ix_quote_conversation", "quote", ["conversation"])
    op.create_index("ix_quote_at", "quote", ["at"])


def downgrade() -> None:
    op.drop_table("quote")
    op.drop_table("scour")
    op.drop_table("original")


def _name(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _at() -> sa.Column[object]:
    return sa.Column("at", sa.DateTime(timezone=True), nullable=False)
