"""How often a method of tier 3 was called within a minute, for methods that no act's budget counts.

Rule: some calls below Slack's floor of fifty, counted over any 60 seconds
(https://docs.slack.dev/apis/web-api/rate-limits).
"""

from collections import deque
from datetime import datetime, timedelta

MOST = 45
"""Calls in any minute."""

_MINUTE = timedelta(seconds=60)


class Minute:
    """Calls of the last minute."""

    def __init__(self) -> None:
        """Begin with none."""
        self._calls: deque[datetime] = deque()

    def take(self, now: datetime) -> float:
        """Count a call and give 0.0; or, when there were enough, give the seconds until there may be one."""
        while self._calls and now - self._calls[0] >= _MINUTE:
            self._calls.popleft()
        if len(self._calls) >= MOST:
            return (self._calls[0] + _MINUTE - now).total_seconds()
        self._calls.append(now)
        return 0.0
