"""One lane of the outbox, as far as memory holds it. It knows nothing of the others; `backlog` does."""

from collections import deque
from dataclasses import dataclass, field

from bridge.delivery.schedule import NEW, Group
from bridge.store.outbox import OutboxRow


@dataclass(slots=True)
class Lane:
    """Rows of one lane in order; the one in hand is not among them."""

    rows: deque[OutboxRow] = field(default_factory=deque)
    in_hand: OutboxRow | None = None
    has_more: bool = False
    """Whether the table may hold rows that are not among these."""
    was_passed_over: bool = False
    """Whether a row was offered and not taken since the lane was given to be read."""
    stamp: int = 0
    """Which entry of the schedule is the lane's; all others are void."""
    group: Group | None = None
    turn: int = NEW
    """In which group its head waits or its last row went, and in which of that group's rounds the head goes."""
