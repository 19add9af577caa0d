"""The first tables.

Revision ID: 0001
Revises: none
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
UNSETTLED = "state IN ('pending', 'claimed')"
UNDELIVERED = "state NOT IN ('sent', 'parked')"
TABLES = (
    *("ownership", "worker", "counter", "file", "feed", "journal", "timer", "outbox", "inbox", "contact"),
    *("thread", "delivery", "message", "agent", "held", "seat", "conversation"),
)


def upgrade() -> None:
    _create_aggregates()
    _create_messages()
    _create_places()
    _create_inbox()
    _create_outbox()
    _create_logs()
    _create_rest()


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _name(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _row_number(name: str) -> sa.Column[int]:
    return sa.Column(name, ROW_NUMBER, nullable=False)


def _moment(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _refers(table: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([to], [f"{to}.id"], name=f"fk_{table}_{to}")


def _index(table: str, *columns: str, name: str = "", only: str | None = None) -> None:
    where = None if only is None else sa.text(only)
    called = name or f"ix_{table}_{'_'.join(columns)}"
    op.create_index(called, table, list(columns), sqlite_where=where, postgresql_where=where)


def _create_aggregates() -> None:
    op.create_table(
        "conversation",
        _name("id"),
        _row_number("number"),
        _number("version"),
        *(_name("status"), _name("queue"), _name("channel"), _name("contact")),
        _moment("queued_at", null=True),
        _moment("opened_at"),
        *(_text("agents"), _text("holders"), _text("body")),
        sa.PrimaryKeyConstraint("id", name="pk_conversation"),
        sa.UniqueConstraint("number", name="uq_conversation_number"),
    )
    _index("conversation", "status", "number")
    _index("conversation", "queue", "status", "queued_at")
    _index("conversation", "channel")
    op.create_table(
        "seat",
        *(_name("agent"), _name("conversation")),
        sa.PrimaryKeyConstraint("agent", "conversation", name="pk_seat"),
        _refers("seat", "conversation"),
    )
    _index("seat", "conversation")
    op.create_table(
        "held",
        *(_name("desk"), _name("author"), _name("conversation")),
        sa.PrimaryKeyConstraint("desk", "author", "conversation", name="pk_held"),
        _refers("held", "conversation"),
    )
    _index("held", "conversation")
    op.create_table(
        "agent",
        *(_name("id"), _number("version"), _text("body")),
        sa.PrimaryKeyConstraint("id", name="pk_agent"),
    )


def _create_messages() -> None:
    op.create_table(
        "message",
        _row_number("position"),
        *(_name("id"), _name("conversation"), _name("author")),
        _moment("at"),
        *(_text("first_words"), _text("body")),
        sa.PrimaryKeyConstraint("position", name="pk_message"),
        sa.UniqueConstraint("id", name="uq_message_id"),
        _refers("message", "conversation"),
    )
    _index("message", "conversation", "position")
    _index("message", "conversation", "position", name="ix_message_opening", only="author = 'customer'")
    op.create_table(
        "delivery",
        _row_number("id"),
        *(_name("message"), _name("place"), _name("ref"), _name("role"), _name("state")),
        _text("reason", null=True),
        _moment("at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("place", "ref", "message", name="uq_delivery_place_ref_message"),
        _refers("delivery", "message"),
    )
    _index("delivery", "message", "place")


def _create_places() -> None:
    op.create_table(
        "thread",
        *(_name("conversation"), _name("desk"), _name("thread"), _name("card"), _name("link"), _name("place")),
        sa.PrimaryKeyConstraint("conversation", "desk", name="pk_thread"),
        sa.UniqueConstraint("desk", "thread", name="uq_thread_desk_thread"),
        _refers("thread", "conversation"),
    )
    _index("thread", "desk", "place")
    op.create_table(
        "contact",
        *(_name("channel"), _name("contact"), _name("queue"), _text("name")),
        *(_name("open_conversation", null=True), _name("last_conversation", null=True)),
        _moment("banned_until", null=True),
        sa.PrimaryKeyConstraint("channel", "contact", name="pk_contact"),
    )


def _create_inbox() -> None:
    op.create_table(
        "inbox",
        _row_number("id"),
        *(_name("source"), _name("dedupe"), _name("lane"), _name("state"), _name("owner", null=True)),
        _moment("lease_until", null=True),
        _moment("due_at"),
        _number("attempts"),
        _moment("added_at"),
        *(_text("payload"), _text("why", null=True)),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("source", "dedupe", name="uq_inbox_source_dedupe"),
    )
    _index("inbox", "state", "id")
    _index("inbox", "lane", name="ix_inbox_claimed_lane", only="state = 'claimed'")
    _index("inbox", "lane", "id", name="ix_inbox_unsettled_lane_id", only=UNSETTLED)


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        _row_number("id"),
        *(_name("key"), _name("lane"), _name("destination"), _name("act")),
        *(_name("conversation", null=True), _name("message", null=True), _text("body")),
        *(_number("priority"), _name("coalesce", null=True), _moment("due_at", null=True)),
        *(_name("state"), _name("owner", null=True), _moment("lease_until", null=True)),
        *(_number("attempts"), _moment("created_at"), _name("ref", null=True), _text("why", null=True)),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    _index("outbox", "state", "priority", "id")
    _index("outbox", "lane", "id", name="ix_outbox_open_lane_id", only=UNDELIVERED)
    waiting = "state = 'pending' AND coalesce IS NOT NULL"
    _index("outbox", "coalesce", name="ix_outbox_pending_coalesce", only=waiting)
    op.create_table(
        "timer",
        _name("conversation"),
        _moment("due_at"),
        sa.PrimaryKeyConstraint("conversation", name="pk_timer"),
        _refers("timer", "conversation"),
    )
    _index("timer", "due_at")


def _create_logs() -> None:
    op.create_table(
        "journal",
        _row_number("id"),
        _name("conversation", null=True),
        _moment("at"),
        *(_name("what"), _name("agent", null=True), _name("person", null=True), _name("message", null=True)),
        _text("fields"),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
        _refers("journal", "conversation"),
    )
    _index("journal", "at")
    _index("journal", "conversation", "id")
    op.create_table(
        "feed",
        _name("conversation"),
        sa.Column("seq", ROW_NUMBER, nullable=False, autoincrement=False),
        *(_name("key"), _moment("at"), _name("kind"), _name("message", null=True), _text("data")),
        sa.PrimaryKeyConstraint("conversation", "seq", name="pk_feed"),
        sa.UniqueConstraint("conversation", "key", name="uq_feed_conversation_key"),
        _refers("feed", "conversation"),
        _refers("feed", "message"),
    )


def _create_rest() -> None:
    op.create_table(
        "file",
        *(_name("id"), _text("name"), _name("mime"), _row_number("size"), _name("path")),
        sa.PrimaryKeyConstraint("id", name="pk_file"),
    )
    op.create_table(
        "counter",
        *(_name("name"), _row_number("value")),
        sa.PrimaryKeyConstraint("name", name="pk_counter"),
    )
    op.create_table(
        "worker",
        *(_name("id"), _moment("seen_at")),
        sa.PrimaryKeyConstraint("id", name="pk_worker"),
    )
    op.create_table(
        "ownership",
        *(_name("place"), _name("owner")),
        sa.PrimaryKeyConstraint("place", name="pk_ownership"),
    )
