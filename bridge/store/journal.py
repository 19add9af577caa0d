"""What happened, line by line; written once, never changed. Reports read it. Ids and numbers only."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, ColumnElement, Connection, cast, func, insert, select, type_coerce

from bridge.store.codec import dump_mapping, load_mapping
from bridge.store.statements import Statement
from bridge.store.tables import CONVERSATION, JOURNAL
from core.conversation.effects import Record
from core.ids import AgentId, ConversationId, PersonRef, QueueId

_add = Statement(insert(JOURNAL))
_newest_first = (JOURNAL.c.at.desc(), JOURNAL.c.id.desc())
"""By the time, which has an index, so that a look back ends where its time begins, and not with the first line."""


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line and its time."""

    at: datetime
    record: Record


@dataclass(frozen=True, slots=True)
class JournalCount:
    """How often something happened, for one agent and one queue (None: for none)."""

    what: str
    agent: AgentId | None
    queue: QueueId | None
    count: int


def add(conn: Connection, conversation: ConversationId | None, at: datetime, records: Sequence[Record]) -> None:
    """Write lines, of a conversation that is saved already or of none."""
    lines: list[Mapping[str, object]] = [
        {
            "conversation": conversation,
            "at": at,
            "what": record.what,
            "agent": record.agent,
            "person": record.person,
            "message": record.message,
            "fields": dump_mapping(record.fields),
        }
        for record in records
    ]
    _add.many(conn, lines)


def of_conversation(conn: Connection, conversation: ConversationId) -> tuple[JournalLine, ...]:
    """Give the lines of a conversation, in the order in which they were written."""
    wanted = select(JOURNAL).where(JOURNAL.c.conversation == conversation).order_by(JOURNAL.c.id)
    return tuple(
        JournalLine(row.at, Record(row.what, row.agent, row.person, row.message, load_mapping(row.fields)))
        for row in conn.execute(wanted).all()
    )


def last_offer(conn: Connection, agent: AgentId, since: datetime) -> ConversationId | None:
    """Give the chat that was offered to an agent last, since a time; what became of the offer doesn't matter."""
    mine = select(JOURNAL.c.conversation).where(JOURNAL.c.at >= since, JOURNAL.c.what == "offered")
    return conn.scalar(mine.where(JOURNAL.c.agent == agent).order_by(*_newest_first).limit(1))


def counts(conn: Connection, since: datetime, until: datetime) -> tuple[JournalCount, ...]:
    """Count what happened from `since` on and before `until`, for each agent and queue."""
    queue = func.coalesce(_named_queue(conn), CONVERSATION.c.queue).label("queue")
    lines = (
        select(JOURNAL.c.what, JOURNAL.c.agent, queue)
        .join(CONVERSATION, CONVERSATION.c.id == JOURNAL.c.conversation, isouter=True)
        .where(JOURNAL.c.at >= since, JOURNAL.c.at < until)
        .subquery()
    )
    counted = select(lines.c.what, lines.c.agent, lines.c.queue, func.count()).group_by(*lines.c)
    rows = [JournalCount(*row) for row in conn.execute(counted).all()]
    return tuple(sorted(rows, key=lambda row: (row.what, row.agent or "", row.queue or "")))


def _named_queue(conn: Connection) -> "ColumnElement[str]":
    """Give the queue that a line itself names: that of its moment, wherever the chat has gone since."""
    fields = cast(JOURNAL.c.fields, JSON) if conn.dialect.name == "postgresql" else type_coerce(JOURNAL.c.fields, JSON)
    queue: ColumnElement[str] = fields["queue"].as_string()
    return queue


def last_of_person(
    conn: Connection, conversation: ConversationId, person: PersonRef, what: Collection[str], since: datetime
) -> Record | None:
    """Give a person's last line of these kinds in a conversation, since a time."""
    wanted = select(JOURNAL).where(JOURNAL.c.conversation == conversation, JOURNAL.c.person == person)
    wanted = wanted.where(JOURNAL.c.at >= since, JOURNAL.c.what.in_(what)).order_by(JOURNAL.c.id.desc()).limit(1)
    row = conn.execute(wanted).one_or_none()
    return Record(row.what, row.agent, row.person, row.message, load_mapping(row.fields)) if row else None
