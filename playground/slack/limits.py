"""Slack's rate limits (https://docs.slack.dev/apis/web-api/rate-limits).

Rules: counted per method and workspace over any 60 seconds; posting also about one a second per channel with a short
burst, and some hundreds a minute per workspace. The numbers are settings, Slack's own by default. What Slack calls
"1+", "20+", "50+", "100+" is taken at its floor: a client that lives within it is safe.
"""

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from playground.slack.errors import RateLimitedError

WINDOW_SECONDS = 60.0
TIERS: Mapping[str, int] = MappingProxyType({"1": 1, "2": 20, "3": 50, "4": 100, "status": 600, "auth": 300})


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers in force. `enabled=False` is for benches that measure the client alone."""

    enabled: bool = True
    tiers: Mapping[str, int] = field(default_factory=lambda: TIERS)
    channel_per_second: float = 1.0  # chat.postMessage: "1 message per second per channel"
    channel_burst: int = 3  # "short bursts over the limit are allowed"; Slack names no number
    posts_per_minute: int = 300  # "several hundred messages per minute" for the workspace; Slack names no number


class Meter:
    """Counts calls and refuses those over the limit."""

    def __init__(self, limits: Limits) -> None:
        """Begin with nothing counted."""
        self.limits = limits
        self._calls: dict[str, deque[float]] = {}
        self._channels: dict[str, tuple[float, float]] = {}  # channel -> (tokens, at)

    def call(self, method: str, tier: str, now: float) -> None:
        """Count one call of `method`.

        Raises RateLimitedError when the tier's calls of this minute are used up.
        """
        if self.limits.enabled:
            self._window(method, self.limits.tiers.get(tier, TIERS["4"]), now)

    def post(self, channel: str, now: float) -> None:
        """Count one message posted in `channel`.

        Raises RateLimitedError over the channel's rate or the workspace's.
        """
        if not self.limits.enabled:
            return
        burst, rate = float(self.limits.channel_burst), self.limits.channel_per_second
        tokens, at = self._channels.get(channel, (burst, now))
        tokens = min(burst, tokens + max(0.0, now - at) * rate)
        if tokens < 1.0 - 1e-9:
            self._channels[channel] = (tokens, now)
            raise RateLimitedError(max(1, math.ceil((1.0 - tokens) / rate - 1e-9)))
        self._window("(posts of the workspace)", self.limits.posts_per_minute, now)
        self._channels[channel] = (tokens - 1.0, now)

    def _window(self, key: str, allowed: int, now: float) -> None:
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - WINDOW_SECONDS:
            calls.popleft()
        if len(calls) >= allowed:
            raise RateLimitedError(max(1, math.ceil(calls[0] + WINDOW_SECONDS - now)))
        calls.append(now)
