"""Which of a channel's addresses are one person's, as the platform has told.

Revision ID: 0016
Revises: 0015

What WhatsApp's adapter has noted of numbers and ids that are one person's is tied.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MEMORY = sa.table("memory", *(sa.column(name) for name in ("adapter", "key", "body")))
KNOWN_AS = sa.table("known_as", *(sa.column(name) for name in ("channel", "beginning", "person")))
REACHED = "reached:whatsapp:"


def upgrade() -> None:
    op.create_table(
        "known_as",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("channel", "beginning", "person")),
        sa.PrimaryKeyConstraint("channel", "beginning", name="pk_known_as"),
    )
    op.create_index("ix_known_as_channel_person", "known_as", ["channel", "person"])
    conn = op.get_bind()
    noted = sa.select(MEMORY.c.adapter, MEMORY.c.key, MEMORY.c.body).where(MEMORY.c.key.startswith(REACHED))
    tied: dict[tuple[str, str], str] = {}
    for channel, key, body in conn.execute(noted.order_by(MEMORY.c.key)).all():
        person = key.removeprefix(REACHED).rpartition("/")[0]
        reached = json.loads(body)
        persons = sorted({person, reached["number"], reached["user"]} - {""})
        if len(persons) > 1:
            known = next((tied[channel, one] for one in persons if (channel, one) in tied), persons[0])
            tied |= {(channel, one): known for one in persons}
    for (channel, one), person in tied.items():
        conn.execute(
            sa.insert(KNOWN_AS).values(channel=channel, beginning=f"whatsapp:{one}/", person=f"whatsapp:{person}/")
        )


def downgrade() -> None:
    op.drop_table("known_as")
