"""Secure forms: where each asking stands.

Revision ID: 0009
Revises: 0008

Nothing that is stored changes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "secure_form",
        *(_name("id"), _name("conversation"), _name("stage")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(_name("by", null=True), _name("opening", null=True)),
        *(_name("link_digest", null=True), _name("grant_digest", null=True)),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_secure_form"),
        sa.ForeignKeyConstraint(["conversation"], ["conversation.id"], name="fk_secure_form_conversation"),
        sa.UniqueConstraint("link_digest", name="uq_secure_form_link_digest"),
    )
    op.create_index("ix_secure_form_conversation", "secure_form", ["conversation"])
    op.create_index("ix_secure_form_at", "secure_form", ["at"])


def downgrade() -> None:
    op.drop_table("secure_form")


def _name(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)
