"""Sign-in: agents' sessions, and their attempts.

Revision ID: 0010
Revises: 0009

Nothing that is stored changes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agent_session",
        *(_name("digest"), _name("agent"), _name("desk"), _name("account"), _moment("at"), _moment("seen")),
        sa.PrimaryKeyConstraint("digest", name="pk_agent_session"),
    )
    op.create_index("ix_agent_session_seen", "agent_session", ["seen"])
    op.create_table(
        "sign_in",
        *(_name("digest"), _name("desk"), _name("agent", null=True), _name("code", null=True)),
        sa.Column("tries", sa.Integer(), nullable=False),
        *(_name("path"), _name("address"), _moment("at"), _moment("until")),
        sa.PrimaryKeyConstraint("digest", name="pk_sign_in"),
    )
    op.create_index("ix_sign_in_at", "sign_in", ["at"])


def downgrade() -> None:
    op.drop_table("sign_in")
    op.drop_table("agent_session")


def _name(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
