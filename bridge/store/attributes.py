"""What a customer has told a first-line bot; a part of what is known of a chat from before it.

Rule: what people answered stands there and in no log, journal or outbox row.
"""

from datetime import datetime

import orjson
from sqlalchemy import Connection

from bridge.store import intake
from bridge.store.codec import dump, load
from core.features.answering import Answer
from core.ids import ConversationId

ATTRIBUTES = "attributes"


def of(conn: Connection, conversation: ConversationId) -> tuple[Answer, ...]:
    """Give what is known, in the order in which it was asked."""
    found = intake.read(conn, conversation).get(ATTRIBUTES, ())
    return tuple(load(Answer, orjson.dumps(one).decode()) for one in found)


def learn(conn: Connection, conversation: ConversationId, at: datetime, answers: tuple[Answer, ...]) -> None:
    """Keep answers; the last one to a question is the one that counts."""
    if answers:
        kept = {one.name: one for one in (*of(conn, conversation), *answers)}
        intake.merge(conn, conversation, at, **{ATTRIBUTES: [orjson.loads(dump(one)) for one in kept.values()]})
