"""Platform budgets: token buckets for each place and act, so that we ask before the platform refuses.

Within one process; a row that waits for its budget holds no lease and blocks nobody but its own place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.capabilities import Act, Budget
from core.ids import ExternalRef

Key = tuple[str, Act, int, ExternalRef | None]


@dataclass(slots=True)
class _Bucket:
    """Tokens at a moment; they grow with time up to the burst."""

    tokens: float
    at: datetime


class Budgets:
    """The buckets of all desks."""

    def __init__(self) -> None:
        """Begin with full buckets."""
        self._buckets: dict[Key, _Bucket] = {}
        self._closed: dict[tuple[str, Act], datetime] = {}

    def delay(self, desk: str, act: Act, budgets: Iterable[Budget], place: ExternalRef | None, now: datetime) -> float:
        """Take one act from every bucket that it costs, or say in how many seconds to ask again.

        Then nothing is taken.
        """
        closed = self._closed.get((desk, act))
        if closed is not None and closed > now:
            return (closed - now).total_seconds()
        wanted = [
            (budget, self._filled((desk, act, number, place if budget.per_place else None), budget, now))
            for number, budget in enumerate(budgets)
        ]
        waits = [(1.0 - bucket.tokens) / budget.rate for budget, bucket in wanted if bucket.tokens < 1.0]
        if waits:
            return max(waits)
        for _, bucket in wanted:
            bucket.tokens -= 1.0
        return 0.0

    def close(self, desk: str, act: Act, now: datetime, seconds: float) -> None:
        """Let nothing of this act through for a time: the platform has said so."""
        until = now + timedelta(seconds=seconds)
        self._closed[desk, act] = max(until, self._closed.get((desk, act), until))

    def _filled(self, key: Key, budget: Budget, now: datetime) -> _Bucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(float(budget.burst), now)
        passed = max(0.0, (now - bucket.at).total_seconds())
        bucket.tokens = min(float(budget.burst), bucket.tokens + passed * budget.rate)
        bucket.at = now
        return bucket
