"""Whose the notes of an adapter are: a customer's, by their address, or a chat's.

Revision ID: 0015
Revises: 0014

Notes of Messenger and WhatsApp that are there are told by their keys; what was sent under which key by the outbox, as
far as it still remembers. What it has forgotten is forgotten here within the month.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MEMORY = sa.table("memory", *(sa.column(name) for name in ("adapter", "key", "body", "contact", "conversation")))
OUTBOX = sa.table("outbox", sa.column("key"), sa.column("conversation"))
OF_A_PERSON = ("name:", "heard:", "last:", "reached:")
ALIAS = "who:"


def upgrade() -> None:
    op.add_column("memory", sa.Column("contact", sa.String(), nullable=True))
    op.add_column("memory", sa.Column("conversation", sa.String(), nullable=True))
    op.create_index("ix_memory_contact", "memory", ["contact"])
    op.create_index("ix_memory_conversation", "memory", ["conversation"])
    conn = op.get_bind()
    for adapter, key, body in conn.execute(sa.select(MEMORY.c.adapter, MEMORY.c.key, MEMORY.c.body)).all():
        values = {"contact": contact_of(key, body), "conversation": conversation_of(conn, key)}
        if any(values.values()):
            ours = (MEMORY.c.adapter == adapter) & (MEMORY.c.key == key)
            conn.execute(sa.update(MEMORY).where(ours).values(values))


def downgrade() -> None:
    op.drop_index("ix_memory_conversation", "memory")
    op.drop_index("ix_memory_contact", "memory")
    op.drop_column("memory", "conversation")
    op.drop_column("memory", "contact")


def contact_of(key: str, body: str) -> str | None:
    """Give the address of whom a note is about."""
    kind = next((one for one in OF_A_PERSON if key.startswith(one)), None)
    if kind is not None and key.removeprefix(kind).startswith(("messenger:", "whatsapp:")):
        return key.removeprefix(kind)
    return f"whatsapp:{body}/{key.rpartition('/')[2]}" if key.startswith(ALIAS) else None


def conversation_of(conn: sa.Connection, key: str) -> str | None:
    """Give the chat of a sending that is noted."""
    kind, _, named = key.partition(":")
    if kind not in ("sent", "echo"):
        return None
    sending = named.rpartition(":")[0] if kind == "echo" else named
    found: str | None = conn.scalar(sa.select(OUTBOX.c.conversation).where(OUTBOX.c.key == sending))
    return found
