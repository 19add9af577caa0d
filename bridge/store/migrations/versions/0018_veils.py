"""What is known of a chat beside its messages, as it was before words of it were masked.

Revision ID: 0018
Revises: 0017

Nothing that is stored changes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "veil",
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("conversation", name="pk_veil"),
        sa.ForeignKeyConstraint(["conversation"], ["conversation.id"], name="fk_veil_conversation"),
    )


def downgrade() -> None:
    op.drop_table("veil")
