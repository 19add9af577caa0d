"""Until when what a contact writes waits because it was too much, and how much of it was dropped.

Revision ID: 0021
Revises: 0020

Processes of an earlier version read neither; they may run beside newer ones while these take their place.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contact", sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("contact", sa.Column("dropped", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("contact", "dropped")
    op.drop_column("contact", "held_until")
