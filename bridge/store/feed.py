"""The customer's log of a conversation, for channels without a log of their own.

Rules:
1. Lines are numbered from 1 without gaps; the same key is the same line.
2. A line of a message holds its id; it is given with the message as it is now.
3. What the customer may not see is not given, whatever was appended.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Executable, bindparam, func, select

from bridge.store.codec import dump_mapping, load_mapping
from bridge.store.messages import loaded
from bridge.store.statements import Statement, insert_for
from bridge.store.tables import FEED, MESSAGE
from core.errors import Conflict
from core.ids import ConversationId, MessageId
from core.messages import seen_by_customer
from core.ports import FeedEvent

FeedKind = Literal["message", "edited", "deleted", "status"]


def _appending(dialect: str) -> Executable:
    following = select(func.coalesce(func.max(FEED.c.seq), 0) + 1).where(
        FEED.c.conversation == bindparam("conversation")
    )
    columns: dict[str, Any] = {
        name: bindparam(name) for name in ("conversation", "key", "at", "kind", "message", "data")
    }
    added = insert_for(dialect, FEED).values(**columns, seq=following.scalar_subquery())
    return added.on_conflict_do_nothing().returning(FEED.c.seq)


_append = Statement(_appending)
_of_chat = FEED.c.conversation == bindparam("chat")
_same = Statement(select(FEED.c.seq).where(_of_chat, FEED.c.key == bindparam("wanted")))
_since = Statement(
    select(FEED.c.seq, FEED.c.at, FEED.c.kind, FEED.c.data, MESSAGE.c.body)
    .join(MESSAGE, MESSAGE.c.id == FEED.c.message, isouter=True)
    .where(_of_chat, FEED.c.seq > bindparam("after"))
    .order_by(FEED.c.seq)
    .limit(bindparam("most"))
)
_last = Statement(select(func.max(FEED.c.seq)).where(_of_chat))

_TURN = ("status", "text", "agent_name", "agent_picture")


def append(
    conn: Connection,
    conversation: ConversationId,
    key: str,
    at: datetime,
    kind: FeedKind,
    message: MessageId | None = None,
    data: Mapping[str, str | None] | None = None,
) -> int:
    """Add a line and give its number; the same key gives the same number and adds nothing.

    `data` are the fields of a turn: status, text (the queue's own words, never a customer's or an agent's), agent_name,
    agent_picture.

    Raises:
        Conflict: another writer appended at the same moment.
        ValueError: `data` has a field that a line has not.
    """
    if unknown := sorted({*(data or {})} - {*_TURN}):
        raise ValueError(f"a line of the feed has no field {', '.join(unknown)}")
    values = {
        "conversation": conversation,
        "key": key,
        "at": at,
        "kind": kind,
        "message": message,
        "data": dump_mapping(data or {}),
    }
    number: int | None = _append.scalar(conn, **values)
    if number is None:
        number = _same.scalar(conn, chat=conversation, wanted=key)
    if number is None:
        raise Conflict(f"the feed of conversation {conversation} has grown meanwhile")
    return number


def since(conn: Connection, conversation: ConversationId, seq: int, limit: int) -> tuple[FeedEvent, ...]:
    """Give the lines after a number, messages in their present state."""
    events = (_event(*row) for row in _since.rows(conn, chat=conversation, after=seq, most=limit))
    return tuple(event for event in events if event.message is None or seen_by_customer(event.message))


def has(conn: Connection, conversation: ConversationId, message: MessageId) -> bool:
    """Tell whether a message stands in a conversation's log."""
    found = select(FEED.c.seq).where(FEED.c.conversation == conversation, FEED.c.message == message)
    return conn.scalar(found.limit(1)) is not None


def last_seq(conn: Connection, conversation: ConversationId) -> int:
    """Give the number of the last line; 0 when there is none."""
    return _last.scalar(conn, chat=conversation) or 0


def _event(seq: int, at: datetime, kind: FeedKind, data: str, body: str | None) -> FeedEvent:
    turn = load_mapping(data)
    return FeedEvent(
        seq=seq,
        at=at,
        kind=kind,
        message=None if body is None else loaded(body),
        status=turn.get("status"),
        text=turn.get("text"),
        agent_name=turn.get("agent_name"),
        agent_picture=turn.get("agent_picture"),
    )


def messages_until(conn: Connection, conversation: ConversationId, seq: int, limit: int) -> tuple[MessageId, ...]:
    """Give the newest messages that stand at or before a number, newest first."""
    wanted = select(FEED.c.message).where(
        FEED.c.conversation == conversation, FEED.c.seq <= seq, FEED.c.kind == "message", FEED.c.message.is_not(None)
    )
    found = conn.scalars(wanted.order_by(FEED.c.seq.desc()).limit(limit)).all()
    return tuple(MessageId(one) for one in found)
