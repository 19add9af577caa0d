"""How much one visitor, or one address, may do in a time: token buckets on the injected clock.

Rules: a full bucket is forgotten, as it says nothing; looking for those costs little however many there are, because
it is done again only when there are twice as many; nothing is ever slept.
"""

from dataclasses import dataclass
from datetime import datetime

from core.ports import Clock

_SWEEP_AT = 10_000
"""Number of buckets at which the full ones are first looked for."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then `per_second` on average."""

    per_second: float
    burst: int


MESSAGES = Rate(per_second=1.0, burst=15)
FRAMES = Rate(per_second=15.0, burst=120)
PAGES = Rate(per_second=0.5, burst=6)
FILES = Rate(per_second=0.2, burst=12)
FORMS = Rate(per_second=0.2, burst=12)
SESSIONS = Rate(per_second=1.0, burst=60)
SOCKETS = Rate(per_second=1.0, burst=60)
"""SESSIONS and SOCKETS are for each address: a whole office may share one."""


@dataclass(slots=True)
class _Bucket:
    level: float
    at: datetime


class Limiter:
    """Buckets of one rate, one for each key."""

    def __init__(self, rate: Rate, clock: Clock) -> None:
        self._rate = rate
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}
        self._sweep_at = _SWEEP_AT

    def wait_for(self, key: str) -> float:
        """Take one; give 0.0 when it was there, else the seconds until the next one will be."""
        bucket = self._filled(key)
        if bucket.level >= 1:
            bucket.level -= 1
            return 0.0
        return (1 - bucket.level) / self._rate.per_second

    def _filled(self, key: str) -> _Bucket:
        now = self._clock.now()
        if len(self._buckets) >= self._sweep_at:
            self._sweep(now)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(self._rate.burst, now)
        gained = (now - bucket.at).total_seconds() * self._rate.per_second
        bucket.level = min(float(self._rate.burst), bucket.level + max(0.0, gained))
        bucket.at = now
        return bucket

    def _sweep(self, now: datetime) -> None:
        full_after = self._rate.burst / self._rate.per_second
        self._buckets = {key: one for key, one in self._buckets.items() if (now - one.at).total_seconds() < full_after}
        self._sweep_at = max(_SWEEP_AT, 2 * len(self._buckets))
