"""To which address a copy of a message went, where its chat has several in one channel.

Revision ID: 0022
Revises: 0021

What is there says nothing: it is at the first address. Processes of an earlier version write none; they may run beside
newer ones while these take their place.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("delivery", sa.Column("address", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("delivery", "address")
