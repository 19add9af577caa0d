"""Before a bridge starts: does the configuration still have what the chats in hand need?

A chat whose queue, channel or desk is gone could neither be answered nor ended, and its customer's words would be lost.
So the bridge does not start, and says what to put back.
"""

from collections.abc import Container, Iterable, Mapping

from bridge.store.conversations import Unhandled
from core.errors import BridgeError
from core.ids import QueueId
from core.routing.queues import Queue


class ChatsLeftOver(BridgeError):
    """Chats in hand need what was taken out of the configuration; a person must put it back."""

    code = "chats_left_over"


def check(found: Iterable[Unhandled], queues: Mapping[QueueId, Queue], channels: Container[str]) -> None:
    """See that every chat in hand has its queue, its channel and its desk.

    Raises:
        ChatsLeftOver: some have not; the message names what to put back.
    """
    missing: dict[str, int] = {}
    for one in found:
        for name in _missing(one, queues, channels):
            missing[name] = missing.get(name, 0) + one.chats
    if missing:
        listed = ", ".join(f"{name} ({count} {'chat' if count == 1 else 'chats'})" for name, count in missing.items())
        raise ChatsLeftOver(
            f"Chats that are not handled yet need what the configuration no longer has: {listed}. "
            "Put it back, and take it out once these chats are handled."
        )


def _missing(one: Unhandled, queues: Mapping[QueueId, Queue], channels: Container[str]) -> Iterable[str]:
    queue = queues.get(one.queue)
    if queue is None:
        yield f"queue {one.queue!r}"
    elif one.desk is not None and one.desk != queue.desk:
        yield f"desk {one.desk!r} for queue {one.queue!r}"
    if one.channel not in channels:
        yield f"channel {one.channel!r}"
