"""What the desk needs: who waits and who is free, and what stands beside a chat.

Revision ID: 0002
Revises: 0001

Nothing that is stored changes: a chat or an agent from before is read with the defaults of the new fields.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("past", "canned", "activity", "survey", "intake", "reservation", "free", "line")


def upgrade() -> None:
    op.drop_index("ix_conversation_channel", "conversation")
    _index("conversation", "channel", "contact")
    accepts = sa.text("what = 'accepted'")
    op.create_index("ix_journal_accepted", "journal", ["at"], sqlite_where=accepts, postgresql_where=accepts)
    _create_routing()
    _create_before_and_after()
    _create_canned()
    _create_past()


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)
    op.drop_index("ix_journal_accepted", "journal")
    op.drop_index("ix_conversation_channel_contact", "conversation")
    _index("conversation", "channel")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _name(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _moment(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _of_a_chat(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["conversation"], ["conversation.id"], name=f"fk_{table}_conversation")


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _create_routing() -> None:
    op.create_table(
        "line",
        *(_name("conversation"), _name("queue"), _number("rank"), _moment("queued_at")),
        _key("line", "conversation", "queue"),
        _of_a_chat("line"),
    )
    _index("line", "queue", "rank", "queued_at")
    op.create_table(
        "free",
        *(_name("queue"), _name("agent"), _moment("since")),
        _key("free", "queue", "agent"),
    )
    _index("free", "agent")
    _index("free", "queue", "since")
    op.create_table(
        "reservation",
        *(_name("conversation"), _name("agent"), _moment("at")),
        _key("reservation", "conversation"),
        _of_a_chat("reservation"),
    )
    _index("reservation", "agent")


def _create_before_and_after() -> None:
    op.create_table(
        "intake",
        *(_name("conversation"), _moment("at"), _text("body")),
        _key("intake", "conversation"),
        _of_a_chat("intake"),
    )
    op.create_table(
        "survey",
        *(_name("conversation"), _moment("at"), _name("queue"), _name("agent", null=True)),
        *(_number("score", null=True), _text("body")),
        _key("survey", "conversation"),
        _of_a_chat("survey"),
    )
    _index("survey", "at")
    op.create_table(
        "activity",
        *(_name("conversation"), _moment("at"), _name("agent"), _text("body")),
        _key("activity", "conversation"),
        _of_a_chat("activity"),
    )


def _create_canned() -> None:
    op.create_table(
        "canned",
        *(_name("id"), _name("scope"), _name("owner"), _text("folder"), _text("name")),
        *(_moment("changed_at"), _name("changed_by"), _text("body")),
        _key("canned", "id"),
    )
    _index("canned", "scope", "owner")


def _create_past() -> None:
    op.create_table(
        "past",
        *(_name("conversation"), _name("queue"), _name("agent", null=True), _name("channel"), _name("contact")),
        *(_text("folded"), _moment("ended_at")),
        _key("past", "conversation"),
        _of_a_chat("past"),
    )
    _index("past", "ended_at")
    _index("past", "queue", "ended_at")
    _index("past", "channel", "contact", "ended_at")
