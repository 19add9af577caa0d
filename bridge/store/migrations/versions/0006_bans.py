"""Bans: who, since when, until when, by whom, and how much was turned away.

Revision ID: 0006
Revises: 0005

Nothing that is stored changes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "ban",
        *(_name("id"), _name("channel"), _name("contact"), sa.Column("name", sa.Text(), nullable=False)),
        sa.Column("chat", ROW_NUMBER, nullable=False),
        *(_name("conversation", null=True), _moment("at"), _name("made_by"), _moment("until", null=True)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("turned_away", sa.Integer(), nullable=False),
        *(_moment("over_at", null=True), _name("over_by", null=True)),
        sa.PrimaryKeyConstraint("id", name="pk_ban"),
    )
    op.create_index("ix_ban_channel_contact", "ban", ["channel", "contact"])
    op.create_index("ix_ban_over_at", "ban", ["over_at"])


def downgrade() -> None:
    op.drop_table("ban")


def _name(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _moment(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)
