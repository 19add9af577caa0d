"""Which message an answer quotes, so that the words follow it.

Revision ID: 0017
Revises: 0016

Processes of an earlier version leave it empty; they may run beside newer ones while these take their place.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message", sa.Column("quotes", sa.String(), nullable=True))
    there = sa.text("quotes IS NOT NULL")
    op.create_index("ix_message_quotes", "message", ["quotes"], sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    op.drop_index("ix_message_quotes", "message")
    op.drop_column("message", "quotes")
