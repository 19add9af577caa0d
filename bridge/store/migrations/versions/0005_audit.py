"""The audit log, its seals, and the keys of its pseudonyms; triggers refuse what would change a line.

Revision ID: 0005
Revises: 0004

Nothing that is stored changes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
KEPT = {"audit": "id", "audit_digest": "id", "audit_seal": None}
"""The tables to which rows are only added, with the column by which rows go when their time is over."""
OVER = "(SELECT coalesce(max(value), 0) FROM counter WHERE name = 'audit_swept')"


def upgrade() -> None:
    _create_lines()
    _create_chain()
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def downgrade() -> None:
    for name in ("audit_key", "audit_seal", "audit_digest", "audit"):
        op.drop_table(name)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_is_append_only()")
    op.execute("DELETE FROM counter WHERE name IN ('audit_sealed', 'audit_swept')")


def _name(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _number(name: str, *, given: bool = False) -> sa.Column[int]:
    return sa.Column(name, ROW_NUMBER, nullable=False, autoincrement=False if given else "auto")


def _moment() -> sa.Column[object]:
    return sa.Column("at", sa.DateTime(timezone=True), nullable=False)


def _create_lines() -> None:
    op.create_table(
        "audit",
        *(_number("id"), _moment(), _name("act"), _name("who"), _name("about")),
        *(_name("conversation", null=True), _name("contact", null=True)),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    for column in ("at", "conversation", "contact"):
        op.create_index(f"ix_audit_{column}", "audit", [column])
    op.create_table(
        "audit_key",
        *(_name("channel"), _name("contact"), _name("secret")),
        sa.PrimaryKeyConstraint("channel", "contact", name="pk_audit_key"),
    )


def _create_chain() -> None:
    op.create_table(
        "audit_digest",
        *(_number("id", given=True), _name("digest")),
        sa.PrimaryKeyConstraint("id", name="pk_audit_digest"),
    )
    op.create_table(
        "audit_seal",
        *(_number("number", given=True), _number("first", given=True), _number("last", given=True)),
        sa.Column("rows", sa.Integer(), nullable=False),
        *(_name("root"), _name("previous"), _moment(), _name("hash")),
        sa.PrimaryKeyConstraint("number", name="pk_audit_seal"),
    )


def _guard_sqlite() -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    for table, column in KEPT.items():
        when = f"WHEN OLD.{column} > {OVER} " if column else ""
        op.execute(f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_undeleted BEFORE DELETE ON {table} {when}{refuse}")


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' AND TG_NARGS = 1 THEN IF OLD.id <= {OVER} THEN RETURN OLD; END IF; END IF; "
        "RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'restrict_violation'; END $$"
    )
    for table, column in KEPT.items():
        word = f"'{column}'" if column else ""
        call = "EXECUTE FUNCTION audit_is_append_only"
        op.execute(f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table} FOR EACH ROW {call}()")
        op.execute(f"CREATE TRIGGER {table}_undeleted BEFORE DELETE ON {table} FOR EACH ROW {call}({word})")
        op.execute(f"CREATE TRIGGER {table}_untruncated BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}()")
