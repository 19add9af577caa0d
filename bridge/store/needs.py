"""What the chats that are not handled yet need of the configuration, found without reading the chats.

The names that stand in an index are few, however many chats there are: the next one after a name is one look. Chats
are counted only for a name that its caller asks about.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, exists, func, select

from bridge.store.tables import CONVERSATION, THREAD
from core.conversation.model import Status
from core.ids import ChannelName, DeskName, QueueId

_is_unhandled = CONVERSATION.c.status.in_([one.value for one in Status if one is not Status.HANDLED])


def queues(conn: Connection) -> tuple[QueueId, ...]:
    """Give the queues in which there was ever a chat."""
    return tuple(map(QueueId, _names(conn, CONVERSATION.c.queue)))


def channels(conn: Connection) -> tuple[ChannelName, ...]:
    """Give the channels through which there was ever a chat."""
    return tuple(map(ChannelName, _names(conn, CONVERSATION.c.channel)))


def desks(conn: Connection) -> tuple[DeskName, ...]:
    """Give the desks on which a chat ever had a thread."""
    return tuple(map(DeskName, _names(conn, THREAD.c.desk)))


def of_queue(conn: Connection, queue: QueueId) -> int:
    """Count the chats of a queue that are not handled yet."""
    return _count(conn, CONVERSATION.c.queue == queue)


def of_channel(conn: Connection, channel: ChannelName) -> int:
    """Count the chats of a channel that are not handled yet."""
    return _count(conn, CONVERSATION.c.channel == channel)


def on_desk(conn: Connection, queue: QueueId, desk: DeskName) -> int:
    """Count the chats of a queue that are not handled yet and have a thread on a desk."""
    thread = exists().where(THREAD.c.conversation == CONVERSATION.c.id, THREAD.c.desk == desk)
    return _count(conn, CONVERSATION.c.queue == queue, thread)


def _names(conn: Connection, column: "Column[Any]") -> Iterator[str]:
    name: str | None = conn.scalar(select(func.min(column)))
    while name is not None:
        yield name
        name = conn.scalar(select(func.min(column)).where(column > name))


def _count(conn: Connection, *which: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(CONVERSATION).where(_is_unhandled, *which)
    return conn.execute(counted).scalar_one()
