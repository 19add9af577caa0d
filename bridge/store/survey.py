"""What customers said of their chats: one row a chat, the newest score and words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from bridge.store.aside_tables import SURVEY
from bridge.store.codec import dump_mapping, load_mapping
from bridge.store.statements import insert_into
from core.ids import AgentId, ConversationId, QueueId


@dataclass(frozen=True, slots=True)
class Said:
    """A customer's answer."""

    score: int | None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """A score, for one agent and one queue."""

    queue: QueueId
    agent: AgentId | None
    score: int


def put(
    conn: Connection, conversation: ConversationId, at: datetime, queue: QueueId, agent: AgentId | None, said: Said
) -> None:
    """Keep an answer in place of an earlier one."""
    values = {
        "at": at,
        "queue": queue,
        "agent": agent,
        "score": said.score,
        "body": dump_mapping({"said": said.comment}),
    }
    added = insert_into(conn, SURVEY).values(conversation=conversation, **values)
    conn.execute(added.on_conflict_do_update(index_elements=[SURVEY.c.conversation], set_=values))


def get(conn: Connection, conversation: ConversationId) -> Said | None:
    """Give what was said of a chat, or None."""
    row = conn.execute(select(SURVEY.c.score, SURVEY.c.body).where(SURVEY.c.conversation == conversation)).one_or_none()
    return Said(row.score, str(load_mapping(row.body).get("said") or "")) if row else None


def rewrite(conn: Connection, conversation: ConversationId, before: str, after: str) -> None:
    """Overwrite the words that were said of a chat, where they are these, by others."""
    said = get(conn, conversation)
    if said is not None and said.comment == before != after:
        body = dump_mapping({"said": after})
        conn.execute(update(SURVEY).where(SURVEY.c.conversation == conversation).values(body=body))


def scores(conn: Connection, since: datetime, until: datetime) -> tuple[Rating, ...]:
    """Give the scores of a time, for reports."""
    wanted = select(SURVEY.c.queue, SURVEY.c.agent, SURVEY.c.score).where(SURVEY.c.at >= since, SURVEY.c.at < until)
    found = conn.execute(wanted.where(SURVEY.c.score.is_not(None)).order_by(SURVEY.c.at)).all()
    return tuple(Rating(QueueId(row.queue), AgentId(row.agent) if row.agent else None, row.score) for row in found)
