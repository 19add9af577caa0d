"""Who is free: the agents who can take a chat of a queue now, the longest idle first, found without reading them.

What stands here is derived from the agents' states, and written in the transaction that changes them.
"""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from bridge.store.routing_tables import FREE
from bridge.store.statements import Statement
from core.ids import AgentId, QueueId

BUSY = datetime(9999, 12, 31, tzinfo=UTC)
"""Since when somebody is idle who has chats in hand: they come last."""

_queues = Statement(select(FREE.c.queue, FREE.c.since).where(FREE.c.agent == bindparam("whose")))
_leaving = Statement(delete(FREE).where(FREE.c.agent == bindparam("whose")))
_entering = Statement(insert(FREE))
_of = Statement(select(FREE.c.agent).where(FREE.c.queue == bindparam("wanted")).order_by(FREE.c.since, FREE.c.agent))
_any = Statement(select(1).where(FREE.c.queue == bindparam("wanted")).limit(1))


def put(conn: Connection, agent: AgentId, queues: Collection[QueueId], idle_since: datetime | None) -> bool:
    """Let an agent be free for these queues and for no others; tell whether there are any that were not."""
    since = idle_since or BUSY
    listed: dict[str, datetime] = dict(_queues.rows(conn, whose=agent))
    if listed == dict.fromkeys(queues, since):
        return False
    if listed:
        _leaving.count(conn, whose=agent)
    _entering.many(conn, [{"queue": queue, "agent": agent, "since": since} for queue in dict.fromkeys(queues)])
    return not listed.keys() >= set(queues)


def of(conn: Connection, queue: QueueId) -> tuple[AgentId, ...]:
    """Give who is free for a queue, the longest idle first, those with chats in hand last."""
    return tuple(AgentId(agent) for (agent,) in _of.rows(conn, wanted=queue))


def queues_of(conn: Connection, agent: AgentId) -> tuple[QueueId, ...]:
    """Give for which queues an agent is free."""
    return tuple(QueueId(queue) for queue, _ in _queues.rows(conn, whose=agent))


def is_anybody_for(conn: Connection, queue: QueueId) -> bool:
    """Tell whether somebody is free for a queue."""
    return _any.row(conn, wanted=queue) is not None


def clear(conn: Connection) -> None:
    """Forget who is free: at a start, before all agents are entered anew."""
    conn.execute(delete(FREE))
