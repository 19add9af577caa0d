"""What the clock brings."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TimersDue:
    """The shell's clock has passed the earliest timer; which of them are due is read from the state."""

    at: datetime
