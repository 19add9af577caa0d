"""The activity forms that agents filled in: one row a chat, the form as it was saved last."""

from sqlalchemy import Connection, select

from bridge.store.aside_tables import ACTIVITY
from bridge.store.codec import dump, load
from bridge.store.statements import insert_into
from core.features.activity_form import Filled
from core.ids import ConversationId


def get(conn: Connection, conversation: ConversationId) -> Filled | None:
    """Give the form of a chat, or None when nobody has begun it."""
    body = conn.scalar(select(ACTIVITY.c.body).where(ACTIVITY.c.conversation == conversation))
    return load(Filled, body) if body is not None else None


def put(conn: Connection, conversation: ConversationId, filled: Filled) -> None:
    """Keep the form of a chat, over an earlier one."""
    values = {"at": filled.at, "agent": filled.agent, "body": dump(filled)}
    added = insert_into(conn, ACTIVITY).values(conversation=conversation, **values)
    conn.execute(added.on_conflict_do_update(index_elements=[ACTIVITY.c.conversation], set_=values))
