"""When a chat in which nothing is said is warned about, and when it is closed."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Inactivity:
    """Both sides are warned `warn_after` the last word, and the chat ends `end_after` the warning."""

    warn_after: timedelta
    end_after: timedelta
