"""Platform budgets: token buckets for each place and act, so that we ask before the platform refuses.

Within one process; a row that waits for its budget holds no lease and blocks nobody but its own place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.capabilities import Act, Budget
from core.ids import ExternalRef

Key = tuple[str, Act, int, ExternalRef | None]


@dataclass(frozen=True, slots=True)
class Cost:
    """So many acts of one kind, and the budgets that each of them uses."""

    act: Act
    budgets: Sequence[Budget]
    times: int = 1


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

    def delay(self, desk: str, costs: Sequence[Cost], place: ExternalRef | None, now: datetime) -> float:
        """Take from every bucket what something costs, or say in how many seconds to ask again.

        Then nothing is taken. What costs more than a bucket ever holds costs a full one.
        """
        ends = [self._closed.get((desk, cost.act), now) for cost in costs]
        closed = max(ends, default=now)
        if closed > now:
            return (closed - now).total_seconds()
        wanted = [
            (min(cost.times, budget.burst), budget, self._filled((desk, cost.act, number, where), budget, now))
            for cost in costs
            for number, budget in enumerate(cost.budgets)
            for where in (place if budget.per_place else None,)
        ]
        waits = [(price - bucket.tokens) / budget.rate for price, budget, bucket in wanted if bucket.tokens < price]
        if waits:
            return max(waits)
        for price, _, bucket in wanted:
            bucket.tokens -= price
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
