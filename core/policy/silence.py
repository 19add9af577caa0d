"""From when on the time since an agent's last word shows by colour."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Silence:
    """The customer waits long after `late`, and far too long after `too_late`."""

    late: timedelta
    too_late: timedelta
