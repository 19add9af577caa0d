"""Experts: their talks about chats, and whom an agent has asked lately.

Revision ID: 0004
Revises: 0003

Nothing that is stored changes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "aside",
        *(_name("invitation"), _name("conversation"), _name("expert"), _name("desk"), _name("person")),
        *(_name("thread", null=True), _name("card", null=True), _name("link"), _name("outcome", null=True)),
        sa.PrimaryKeyConstraint("invitation", name="pk_aside"),
        sa.ForeignKeyConstraint(["conversation"], ["conversation.id"], name="fk_aside_conversation"),
    )
    op.create_index("ix_aside_conversation", "aside", ["conversation"])
    op.create_index("ix_aside_desk_thread", "aside", ["desk", "thread"])
    op.create_index("ix_aside_desk_person", "aside", ["desk", "person"])
    op.create_table(
        "recent_expert",
        *(_name("agent"), _name("expert"), sa.Column("at", sa.DateTime(timezone=True), nullable=False)),
        sa.PrimaryKeyConstraint("agent", "expert", name="pk_recent_expert"),
    )


def downgrade() -> None:
    op.drop_table("recent_expert")
    op.drop_table("aside")


def _name(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)
