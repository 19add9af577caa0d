"""The lines of queues: who waits, in order, found without reading the chats.

Rules:
1. What stands here is derived from the chats, and written in the transaction that changes them.
2. A chat for which an agent is reserved still stands in line, and is passed over when somebody is looked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, and_, bindparam, delete, exists, func, insert, or_, select

from bridge.store.routing_tables import LINE, RESERVATION
from bridge.store.statements import Statement
from bridge.store.tables import CONVERSATION
from core.conversation.model import Status
from core.ids import ConversationId, QueueId

FIRST_PAGE, PAGE = 4, 100
"""How many places are read at a time: most looks need the first of them."""

_FRONT = -1_000_000
_EVER = datetime(1, 1, 1, tzinfo=UTC)

_leaving = Statement(delete(LINE).where(LINE.c.conversation == bindparam("whose")))
_entering = Statement(insert(LINE))
_behind = or_(
    LINE.c.rank > bindparam("rank_before"),
    and_(
        LINE.c.rank == bindparam("rank_before"),
        or_(
            LINE.c.queued_at > bindparam("at_before"),
            and_(LINE.c.queued_at == bindparam("at_before"), LINE.c.conversation > bindparam("chat_before")),
        ),
    ),
)
_page = Statement(
    select(LINE.c.conversation, LINE.c.rank, LINE.c.queued_at)
    .where(LINE.c.queue == bindparam("wanted"), _behind)
    .where(~exists().where(RESERVATION.c.conversation == LINE.c.conversation))
    .order_by(LINE.c.rank, LINE.c.queued_at, LINE.c.conversation)
    .limit(bindparam("most"))
)
_any = Statement(select(1).where(LINE.c.queue.in_(bindparam("wanted", expanding=True))).limit(1))
_all = Statement(select(LINE.c.conversation, LINE.c.queue, LINE.c.rank, LINE.c.queued_at))
_oldest = Statement(
    select(LINE.c.conversation)
    .where(LINE.c.queue.in_(bindparam("wanted", expanding=True)))
    .group_by(LINE.c.conversation)
    .order_by(func.min(LINE.c.queued_at), LINE.c.conversation)
    .limit(bindparam("most"))
)


Standing = tuple[QueueId, int, datetime]
"""A line in which a chat stands, its rank there, and since when it waits."""


@dataclass(frozen=True, slots=True)
class Place:
    """A chat's place in a line; the smaller the rank, the further in front."""

    conversation: ConversationId
    rank: int
    queued_at: datetime


def put(conn: Connection, chat: ConversationId, queues: Sequence[QueueId], rank: int, queued_at: datetime) -> None:
    """Let a chat stand in these lines and in no others."""
    _leaving.count(conn, whose=chat)
    _entering.many(
        conn, [{"conversation": chat, "queue": queue, "rank": rank, "queued_at": queued_at} for queue in queues]
    )


def leave(conn: Connection, chat: ConversationId) -> None:
    """Take a chat out of all lines."""
    _leaving.count(conn, whose=chat)


def of(conn: Connection, queue: QueueId) -> Iterator[Place]:
    """Give a queue's line from its front, but for the chats for which an agent is reserved; read as it is needed."""
    last, size = Place(ConversationId(""), _FRONT, _EVER), FIRST_PAGE
    while True:
        rows = _page.rows(
            conn,
            wanted=queue,
            rank_before=last.rank,
            at_before=last.queued_at,
            chat_before=last.conversation,
            most=size,
        )
        places = [Place(ConversationId(chat), rank, at) for chat, rank, at in rows]
        yield from places
        if len(places) < size:
            return
        last, size = places[-1], PAGE


def is_anybody_in(conn: Connection, queues: Iterable[QueueId]) -> bool:
    """Tell whether anybody waits in one of these queues."""
    return _any.row(conn, wanted=list(queues)) is not None


def oldest(conn: Connection, queues: Iterable[QueueId], limit: int) -> tuple[ConversationId, ...]:
    """Give the chats that have waited longest in these queues together."""
    return tuple(ConversationId(chat) for (chat,) in _oldest.rows(conn, wanted=list(queues), most=limit))


def everything(conn: Connection) -> dict[ConversationId, frozenset[Standing]]:
    """Give all that stands here, by chat: to be compared with what the chats say."""
    found: dict[ConversationId, set[Standing]] = {}
    for chat, queue, rank, since in _all.rows(conn):
        found.setdefault(ConversationId(chat), set()).add((QueueId(queue), rank, since))
    return {chat: frozenset(places) for chat, places in found.items()}


def leave_stray(conn: Connection) -> int:
    """Take chats that don't wait out of all lines; give how many places there were."""
    waits = exists().where(CONVERSATION.c.id == LINE.c.conversation, CONVERSATION.c.status == Status.QUEUED.value)
    return conn.execute(delete(LINE).where(~waits)).rowcount
