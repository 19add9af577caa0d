"""How an agent signed in and in what browser, to be shown to them and to admins.

Revision ID: 0013
Revises: 0012

Processes of an earlier version leave both empty; they may run beside newer ones while these take their place.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agent_session", sa.Column("way", sa.String(), nullable=True))
    op.add_column("agent_session", sa.Column("browser", sa.String(), nullable=True))
    op.create_index("ix_agent_session_agent", "agent_session", ["agent"])


def downgrade() -> None:
    op.drop_index("ix_agent_session_agent", "agent_session")
    op.drop_column("agent_session", "browser")
    op.drop_column("agent_session", "way")
