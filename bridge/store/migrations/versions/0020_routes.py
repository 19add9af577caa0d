"""By which routes a chat goes that has gone on in another channel.

Revision ID: 0020
Revises: 0019

No chat has moved yet: it begins empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "route",
        sa.Column("conversation", sa.String(), sa.ForeignKey("conversation.id"), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation", "channel", "contact", name="pk_route"),
    )
    op.create_index("ix_route_channel_contact", "route", ["channel", "contact"])


def downgrade() -> None:
    op.drop_index("ix_route_channel_contact", "route")
    op.drop_table("route")
