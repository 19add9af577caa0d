"""Where people find each of several processes, by its own configuration.

Revision ID: 0012
Revises: 0011

Processes of an earlier version leave it empty; they may run beside newer ones while these take their place.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("worker", sa.Column("public_url", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("worker", "public_url")
