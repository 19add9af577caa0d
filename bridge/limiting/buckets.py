"""Token buckets of one rate, one for each key: how much may be done at once, and how fast it comes back.

Rules:
1. Memory is bounded: of more than `MOST` keys the one that was idle longest is forgotten, which has filled up most.
2. Time is what the caller says; nothing is ever slept, and a clock that is set back takes nothing away.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from core.policy.limits import Rate

MOST = 20_000
"""Keys of one kind: about four megabytes."""


@dataclass(slots=True)
class _Bucket:
    level: float
    at: datetime


class Buckets:
    """The buckets of one rate."""

    def __init__(self, rate: Rate, most: int = MOST) -> None:
        """Begin with none: a key that is not known has a full bucket."""
        self._rate = rate
        self._per_second = rate.a_minute / 60
        self._most = most
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        """Give how many keys are known."""
        return len(self._buckets)

    def lacks(self, key: str, amount: float, now: datetime) -> float:
        """Give the seconds until so much is there; 0.0 when it is. More than fits counts as all of it."""
        missing = min(amount, self._rate.at_once) - self._filled(key, now).level
        return missing / self._per_second if missing > 0 else 0.0

    def take(self, key: str, amount: float) -> None:
        """Take so much of what was looked at just now."""
        bucket = self._buckets[key]
        bucket.level = max(0.0, bucket.level - amount)

    def give_back(self, key: str, amount: float) -> None:
        """Put back what was taken for something that turned out to be nothing new."""
        bucket = self._buckets.get(key)
        if bucket is not None:
            bucket.level = min(self._rate.at_once, bucket.level + amount)

    def _filled(self, key: str, now: datetime) -> _Bucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            while len(self._buckets) >= self._most:
                self._buckets.popitem(last=False)
            bucket = self._buckets[key] = _Bucket(self._rate.at_once, now)
            return bucket
        self._buckets.move_to_end(key)
        gained = max(0.0, (now - bucket.at).total_seconds()) * self._per_second
        bucket.level = min(self._rate.at_once, bucket.level + gained)
        bucket.at = now
        return bucket
