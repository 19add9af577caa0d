"""Which addresses are one customer's, as agents have said.

Revision ID: 0014
Revises: 0013

Nobody has said anything yet: it begins empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identity",
        *(_name("channel"), _name("contact"), _name("person"), _name("told_by")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "contact", name="pk_identity"),
    )
    op.create_index("ix_identity_person", "identity", ["person"])


def downgrade() -> None:
    op.drop_index("ix_identity_person", "identity")
    op.drop_table("identity")


def _name(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)
