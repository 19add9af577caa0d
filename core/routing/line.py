"""The line of a queue: which chats stand in it, in which order, and when routing has to look at a chat anew.

Rules:
1. A chat stands in its own queue's line, and in the line of each queue to which it has overflowed.
2. Of two chats in a line the one of the higher priority comes first, of equal ones the one that has waited longer.
3. What changes by waiting alone (other queues are asked too, demands become wishes, nobody in particular is waited for
   any more) happens at moments known before: `next_look` gives the next of them.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from core.conversation.model import Conversation, Status
from core.ids import QueueId
from core.routing.queues import Queue


def lines_of(chat: Conversation) -> tuple[QueueId, ...]:
    """Give the lines in which a chat stands; none when nobody is looked for."""
    if chat.status is not Status.QUEUED or chat.waits_for_opening():
        return ()
    return chat.queue, *(queue for queue in chat.overflow if queue != chat.queue)


def sought_since(chat: Conversation) -> datetime | None:
    """Give from when a chat's wait counts for overflow and for demands that become wishes."""
    return chat.sought_since or chat.queued_at


def overflowed(chat: Conversation, queue: Queue, at: datetime) -> tuple[QueueId, ...]:
    """Give the further queues whose agents may be asked by now."""
    since = sought_since(chat)
    if since is None or chat.waits_for_opening():
        return ()
    return tuple(dict.fromkeys(step.queue for step in queue.overflow if since + step.after <= at))


def next_look(chat: Conversation, queue: Queue, at: datetime) -> datetime | None:
    """Give when routing must look at a waiting chat again although nothing else happens."""
    since = sought_since(chat)
    if since is None or chat.waits_for_opening():
        return None
    return min((since + wait for wait in _waits(chat, queue) if since + wait > at), default=None)


def _waits(chat: Conversation, queue: Queue) -> Iterator[timedelta]:
    yield from (step.after for step in queue.overflow)
    choosing = queue.choosing
    if choosing.relax_after is not None:
        yield choosing.relax_after
    if choosing.sticky_wait is not None and chat.preferred is not None:
        yield choosing.sticky_wait
