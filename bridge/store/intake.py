"""What is known of a chat from before it, by parts: the browser's facts, a bot's attributes, a form's answers.

Rule: one row a chat; each part is written by its own feature, and keeps the others as they are.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, select

from bridge.store.aside_tables import INTAKE
from bridge.store.codec import dump, load
from bridge.store.statements import insert_into
from core.conversation.facts import Facts
from core.ids import ConversationId

FACTS = "facts"


def read(conn: Connection, conversation: ConversationId) -> Mapping[str, Any]:
    """Give all parts, each as JSON reads it; none when nothing is known."""
    body = conn.scalar(select(INTAKE.c.body).where(INTAKE.c.conversation == conversation))
    found: Mapping[str, Any] = orjson.loads(body) if body else {}
    return found


def merge(conn: Connection, conversation: ConversationId, at: datetime, **parts: object) -> None:
    """Write parts, in place of earlier ones of these names; in the chat's own lane, so nobody else writes meanwhile."""
    body = orjson.dumps({**read(conn, conversation), **parts}).decode()
    values = {"at": at, "body": body}
    added = insert_into(conn, INTAKE).values(conversation=conversation, **values)
    conn.execute(added.on_conflict_do_update(index_elements=[INTAKE.c.conversation], set_=values))


def add_facts(conn: Connection, conversation: ConversationId, at: datetime, facts: Facts) -> None:
    """Keep what the customer's browser tells of itself."""
    merge(conn, conversation, at, **{FACTS: orjson.loads(dump(facts))})


def facts(conn: Connection, conversation: ConversationId) -> Facts | None:
    """Give what the customer's browser has told, or None."""
    found = read(conn, conversation).get(FACTS)
    return load(Facts, orjson.dumps(found).decode()) if found else None
