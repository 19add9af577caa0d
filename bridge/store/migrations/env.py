"""What Alembic runs for each migration: the connection that `bridge.store.upgrading` hands over, nothing else."""

from alembic import context
from sqlalchemy import Connection

from bridge.store import (  # noqa: F401 - importing them fills the metadata
    aside_tables,
    audit_tables,
    ban_tables,
    erasure_tables,
    expert_tables,
    form_tables,
    guard_tables,
    identity_tables,
    member_tables,
    routing_tables,
    sign_in_tables,
    tables,
    unknown_tables,
    work_tables,
)
from bridge.store.columns import Row

connection: Connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Row.metadata, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
