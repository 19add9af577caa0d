"""What becomes of the chats of an agent who is no longer there."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto

from core.ids import QueueId


class GoneAction(StrEnum):
    """What happens to the chats."""

    REQUEUE = auto()
    """Back to their queue, in front."""
    TRANSFER = auto()
    """To another queue."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Act on the open chats of an agent who has been away for `after`; `to` is set for a transfer."""

    after: timedelta
    action: GoneAction
    to: QueueId | None = None
