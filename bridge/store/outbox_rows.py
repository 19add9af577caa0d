"""A row of the outbox as a value: what a handler adds, and what a worker reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Column

from bridge.store.codec import load_mapping
from bridge.store.work_tables import OUTBOX, OutboxState
from core.capabilities import Act
from core.ids import ConversationId, ExternalRef, MessageId

OutboxAct = Act | Literal["customer"]

COLUMNS: tuple[Column[Any], ...] = tuple(
    OUTBOX.c[name]
    for name in (
        *("id", "key", "lane", "destination", "act", "conversation", "message", "body"),
        *("priority", "coalesce", "due_at", "state", "attempts", "created_at", "ref", "why"),
    )
)
"""What `read` reads, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOutbox:
    """One thing to be sent. The same `key` is the same sending; a lower `priority` goes first.

    `body` holds ids, numbers, enums, times and sentences, and sequences or mappings of those.
    """

    key: str
    lane: str
    destination: str
    act: OutboxAct
    conversation: ConversationId | None = None
    message: MessageId | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    priority: int = 0
    coalesce: str | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow(NewOutbox):
    """A stored row. `attempts` counts how often it was begun; `not_before` is when it is due (or due for a look-up)."""

    id: int
    state: OutboxState
    attempts: int
    created_at: datetime
    ref: ExternalRef | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """By whom a row is begun as it is added, and until when it is that one's."""

    owner: str
    until: datetime


def stored(new: NewOutbox, id: int, created_at: datetime, *, begun: bool = False) -> OutboxRow:
    """Give the row that adding something new has made."""
    return OutboxRow(
        id=id,
        key=new.key,
        lane=new.lane,
        destination=new.destination,
        act=new.act,
        conversation=new.conversation,
        message=new.message,
        body=new.body,
        priority=new.priority,
        coalesce=new.coalesce,
        not_before=new.not_before,
        state=OutboxState.SENDING if begun else OutboxState.PENDING,
        attempts=1 if begun else 0,
        created_at=created_at,
    )


def read(row: tuple[Any, ...]) -> OutboxRow:
    """Read a row of the table, its columns as in `COLUMNS`."""
    id, key, lane, destination, act, conversation, message, body, *rest = row
    priority, coalesce, due_at, state, attempts, created_at, ref, why = rest
    return OutboxRow(
        id=id,
        key=key,
        lane=lane,
        destination=destination,
        act="customer" if act == "customer" else Act(act),
        conversation=conversation,
        message=message,
        body=load_mapping(body),
        priority=priority,
        coalesce=coalesce,
        not_before=due_at,
        state=OutboxState(state),
        attempts=attempts,
        created_at=created_at,
        ref=ref,
        why=why,
    )
