"""What a customer has told a first-line bot; a part of what is known of a chat from before it.

Rule: what people answered stands there and in no log, journal or outbox row.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection

from bridge.store import intake, persons
from bridge.store.codec import dump, load
from core.features.answering import Answer
from core.ids import ConversationId

ATTRIBUTES = "attributes"


def of(conn: Connection, conversation: ConversationId) -> tuple[Answer, ...]:
    """Give what is known, in the order in which it was asked."""
    return _told(intake.read(conn, conversation))


def shown(conn: Connection, conversation: ConversationId) -> tuple[Answer, ...]:
    """Give what agents are shown: who the customer is, and what they have told."""
    known = intake.read(conn, conversation)
    return (*persons.lines(known), *_told(known))


def _told(known: Mapping[str, Any]) -> tuple[Answer, ...]:
    return tuple(load(Answer, orjson.dumps(one).decode()) for one in known.get(ATTRIBUTES, ()))


def learn(conn: Connection, conversation: ConversationId, at: datetime, answers: tuple[Answer, ...]) -> None:
    """Keep answers; the last one to a question is the one that counts."""
    if answers:
        kept = {one.name: one for one in (*of(conn, conversation), *answers)}
        intake.merge(conn, conversation, at, **{ATTRIBUTES: [orjson.loads(dump(one)) for one in kept.values()]})


def put(conn: Connection, conversation: ConversationId, at: datetime, answers: tuple[Answer, ...]) -> None:
    """Keep these answers, and no others."""
    intake.merge(conn, conversation, at, **{ATTRIBUTES: [orjson.loads(dump(one)) for one in answers]})


def rewrite(conn: Connection, conversation: ConversationId, at: datetime, by: Mapping[str, str]) -> None:
    """Overwrite answers that are these words by others."""
    known = of(conn, conversation)
    learn(
        conn, conversation, at, tuple(one for one in (_rewritten(answer, by) for answer in known) if one not in known)
    )


def _rewritten(answer: Answer, by: Mapping[str, str]) -> Answer:
    return replace(answer, values=tuple(by.get(value, value) for value in answer.values))
