"""Where words of a chat were quoted beside its thread, so that they can be shown anew when they are masked.

Rule: addresses and jobs of ours, never words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, or_, select, update

from bridge.store.codec import dump_mapping, load_mapping
from bridge.store.guard_tables import QUOTE
from bridge.store.statements import insert_into
from core.conversation.model import Conversation
from core.ids import ConversationId, DeskName, ExternalRef


@dataclass(frozen=True, slots=True)
class Quote:
    """Something that quotes words, by its own name; `body` is the job that shows it."""

    key: str
    conversation: ConversationId | None
    at: datetime
    desk: DeskName
    ref: ExternalRef
    body: Mapping[str, Any]


def add(conn: Connection, quote: Quote) -> None:
    """Note where something stands; what is noted already is what it was shown as last."""
    values = {
        "conversation": quote.conversation,
        "at": quote.at,
        "desk": quote.desk,
        "ref": quote.ref,
        "body": dump_mapping(quote.body),
    }
    added = insert_into(conn, QUOTE).values(key=quote.key, **values)
    conn.execute(added.on_conflict_do_update(index_elements=[QUOTE.c.key], set_=values))


def became(conn: Connection, key: str, body: Mapping[str, object]) -> None:
    """Note as what something is shown by now, if it is noted at all."""
    conn.execute(update(QUOTE).where(QUOTE.c.key == key).values(body=dump_mapping(body)))


def get(conn: Connection, key: str) -> Quote | None:
    """Give what is noted under a name, or None."""
    row = conn.execute(select(QUOTE).where(QUOTE.c.key == key)).one_or_none()
    return None if row is None else _read(row)


def of_chat(conn: Connection, chat: Conversation) -> tuple[Quote, ...]:
    """Give what may quote words of a chat: its own, and lists that were shown since it began."""
    listed = and_(QUOTE.c.conversation.is_(None), QUOTE.c.at >= chat.opened_at)
    wanted = select(QUOTE).where(or_(QUOTE.c.conversation == chat.id, listed))
    return tuple(_read(row) for row in conn.execute(wanted.order_by(QUOTE.c.at, QUOTE.c.key)).all())


def _read(row: Any) -> Quote:
    return Quote(row.key, row.conversation, row.at, DeskName(row.desk), ExternalRef(row.ref), load_mapping(row.body))
