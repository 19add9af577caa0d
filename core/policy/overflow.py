"""Further queues whose agents are asked when a chat waits too long."""

from dataclasses import dataclass
from datetime import timedelta

from core.ids import QueueId


@dataclass(frozen=True, slots=True)
class Overflow:
    """After this wait the agents of that queue may be asked as well."""

    queue: QueueId
    after: timedelta
