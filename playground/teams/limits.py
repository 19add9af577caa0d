"""Teams' rate limits (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit).

Rules: counted per bot and "thread", which is a channel (not a reply chain) or a personal chat; sends and creates share
one count (the page lists them apart with the same numbers: whether they are counted together is unverified, a bot that
lives within the stricter reading is safe); all requests count for the tenant. A refused request is not counted
(unverified). The numbers are settings, Teams' own by default.
"""

import math
from collections import deque
from dataclasses import dataclass

from playground.teams.errors import ThrottledError

Windows = tuple[tuple[float, int], ...]  # (seconds, requests)

SENDS: Windows = ((1.0, 7), (2.0, 8), (30.0, 60), (3600.0, 1800))
READS: Windows = ((1.0, 14), (2.0, 16), (30.0, 120), (3600.0, 3600))
# "A maximum of 4 requests per second per app can be issued on a given team or channel."
# https://learn.microsoft.com/graph/throttling-limits#microsoft-teams-service-limits
HISTORY: Windows = ((1.0, 4),)
# The page: previous versions of the members' call "are throttled to five requests per minute".
OLD_ROSTER: Windows = ((60.0, 5),)
# "Reaction adds and removes are rate-limited to two per second across all conversations an agent participates in."
# https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/agent-reactions
REACTIONS: Windows = ((1.0, 2),)
# The page says 50 requests a second for an app in a tenant; older versions of it say 30.
TENANT_PER_SECOND = 50


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers in force. `enabled=False` is for benches that measure the client alone."""

    enabled: bool = True
    sends: Windows = SENDS
    reads: Windows = READS
    tenant_per_second: int = TENANT_PER_SECOND


class Meter:
    """Counts requests and refuses those over a limit."""

    def __init__(self, limits: Limits) -> None:
        """Begin with nothing counted."""
        self.limits = limits
        self._seen: dict[str, deque[float]] = {}

    def send(self, thread: str, now: float, *, times: int = 1) -> None:
        """Count a message sent, or a conversation made, in a channel or personal chat; a split one counts twice.

        Raises ThrottledError.
        """
        self._take(f"send {thread}", self.limits.sends, now, times)

    def read(self, thread: str, now: float) -> None:
        """Count a look at a roster or a list of channels.

        Raises ThrottledError.
        """
        self._take(f"read {thread}", self.limits.reads, now)

    def old_roster(self, thread: str, now: float) -> None:
        """Count a look at a whole roster by the deprecated call.

        Raises ThrottledError.
        """
        self._take(f"members {thread}", OLD_ROSTER, now)

    def history(self, team: str, now: float) -> None:
        """Count a look at what stands in a team's channels, by Graph.

        Raises ThrottledError.
        """
        self._take(f"history {team}", HISTORY, now)

    def react(self, now: float) -> None:
        """Count a reaction of the bot's that is added or taken back, anywhere.

        Raises ThrottledError.
        """
        self._take("reactions", REACTIONS, now)

    def tenant(self, now: float) -> None:
        """Count any request of the app.

        Raises ThrottledError.
        """
        self._take("(the tenant)", ((1.0, self.limits.tenant_per_second),), now)

    def _take(self, key: str, windows: Windows, now: float, times: int = 1) -> None:
        if not self.limits.enabled:
            return
        seen = self._seen.setdefault(key, deque())
        if seen and seen[-1] > now:  # the clock was set back: what was counted keeps its distances
            back = seen[-1] - now
            seen = self._seen[key] = deque(at - back for at in seen)
        longest = max(seconds for seconds, _ in windows)
        while seen and seen[0] <= now - longest:
            seen.popleft()
        wait = max(_until_free(seen, seconds, allowed, now) for seconds, allowed in windows)
        if wait > 0:
            raise ThrottledError(max(1, math.ceil(wait)))
        seen.extend([now] * times)


def _until_free(seen: "deque[float]", seconds: float, allowed: int, now: float) -> float:
    """Tell how long the window stays full; 0 when it has room."""
    if len(seen) < allowed or seen[-allowed] <= now - seconds:
        return 0.0
    return seen[-allowed] + seconds - now
