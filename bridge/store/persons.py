"""Who a chat's customer is, as their site has said; a part of what is known of a chat from before it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection

from bridge.store import intake
from bridge.store.codec import dump, load
from core.features.answering import Answer
from core.features.verified import Person, lines_about
from core.ids import ConversationId

PERSON = "person"


def put(conn: Connection, conversation: ConversationId, at: datetime, person: Person) -> None:
    """Keep who it is, in place of who it was thought to be."""
    intake.merge(conn, conversation, at, **{PERSON: orjson.loads(dump(person))})


def of(conn: Connection, conversation: ConversationId) -> Person | None:
    """Give who it is, or None where nothing is known."""
    return _read(intake.read(conn, conversation))


def _read(known: Mapping[str, Any]) -> Person | None:
    found = known.get(PERSON)
    return load(Person, orjson.dumps(found).decode()) if found else None


def lines(known: Mapping[str, Any]) -> tuple[Answer, ...]:
    """Give what agents are shown of it, from all that is known of a chat."""
    person = _read(known)
    return lines_about(person) if person is not None else ()
