"""Before a bridge starts: does the configuration still have what the chats in hand need?

A chat whose queue, channel or desk is gone could neither be answered nor ended, and its customer's words would be lost.
So the bridge does not start, and says what to put back.

What chats go on without is deliberately not looked at: a bot that is gone hands over, an outcome that is gone is asked
for again, a flag without a team stands on the chat's own card, a further queue that is gone asks nobody.
"""

from collections.abc import Container, Iterable, Mapping

from sqlalchemy import Connection

from bridge.store import needs
from core.errors import BridgeError
from core.ids import QueueId
from core.routing.queues import Queue


class ChatsLeftOver(BridgeError):
    """Chats in hand need what was taken out of the configuration; a person must put it back."""

    code = "chats_left_over"


def check(conn: Connection, queues: Mapping[QueueId, Queue], channels: Container[str]) -> None:
    """See that every chat in hand has its queue, its channel and its desk.

    Raises:
        ChatsLeftOver: some have not; the message names what to put back.
    """
    missing = [(name, chats) for name, chats in _missing(conn, queues, channels) if chats]
    if missing:
        listed = ", ".join(f"{name} ({chats} {'chat' if chats == 1 else 'chats'})" for name, chats in missing)
        raise ChatsLeftOver(
            f"Chats that are not handled yet need what the configuration no longer has: {listed}. "
            "Put it back, and take it out once these chats are handled."
        )


def _missing(conn: Connection, queues: Mapping[QueueId, Queue], channels: Container[str]) -> Iterable[tuple[str, int]]:
    for queue in needs.queues(conn):
        if queue not in queues:
            yield f"queue {queue!r}", needs.of_queue(conn, queue)
    for channel in needs.channels(conn):
        if channel not in channels:
            yield f"channel {channel!r}", needs.of_channel(conn, channel)
    for desk in needs.desks(conn):
        for one in queues.values():
            if one.desk != desk:
                yield f"desk {desk!r} for queue {one.id!r}", needs.on_desk(conn, one.id, desk)
