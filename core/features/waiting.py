"""How many are before a customer who waits, and how long it may take.

Rules:
1. The place is the one in the customer's own queue, in the order in which it is worked off: what matters more first,
   then who came first. A request that waits for the opening stands in no line.
2. The wait is what others had to wait: the middle of those of the last chats that waited longer than this one has by
   now, less what it has waited. Of fewer than three nothing is said: a wrong number is worse than none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from core.ids import ConversationId, QueueId

FEWEST = 3
"""Of how many others' waits something can be said."""

LAST = 20
"""How many of a queue's last waits count."""


@dataclass(frozen=True, slots=True)
class InLine:
    """A chat that waits."""

    conversation: ConversationId
    queue: QueueId
    since: datetime
    number: int
    priority: int = 0


def places(line: Iterable[InLine]) -> Mapping[ConversationId, int]:
    """Count those who wait, each queue by itself, from 1 on."""
    counts: dict[QueueId, int] = {}
    found: dict[ConversationId, int] = {}
    for one in sorted(line, key=lambda one: (-one.priority, one.since, one.number)):
        counts[one.queue] = found[one.conversation] = counts.get(one.queue, 0) + 1
    return found


def estimate(waits: Sequence[timedelta], waited: timedelta) -> timedelta | None:
    """Give how long it may still take for somebody who has waited so long; None when too little is known."""
    longer = [wait.total_seconds() for wait in waits[:LAST] if wait > waited]
    if len(longer) < FEWEST:
        return None
    return timedelta(seconds=median(longer)) - waited
