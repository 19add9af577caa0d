"""The limits of one process: what is asked for is taken from the visitor's bucket and from the address's, or from none.

Rules:
1. Each process counts for itself, also where Redis is there: a limit is asked for on every word of a customer, and must
   neither cost a round trip nor fail, or open, when Redis does. A window stays with one process, so most of what it
   does is counted there; with N processes an address gets at most N times its figures.
2. Nothing of a visitor is logged: a line a minute says what was refused, and the figures say how often.
3. Keys are short, whatever is sent: long ones are known by their digest.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

import structlog

from bridge.limiting.addresses import counted_as
from bridge.limiting.buckets import Buckets
from bridge.observing.meter import Meter
from core.policy.limits import Limited, LimitPlan, Rate
from core.ports import Clock, Limits

log = structlog.get_logger(__name__)

VISITOR, ADDRESS = "visitor", "address"
_LONGEST = 64
_TOLD_AGAIN = timedelta(minutes=1)


class Keeper:
    """Keeps the limits of one process."""

    def __init__(self, plan: LimitPlan, clock: Clock, meter: Meter) -> None:
        """Take the rates, the time, and what counts refusals."""
        self._visitors, self._addresses = _buckets(plan.visitor), _buckets(plan.address)
        self._most_windows = plan.open_windows
        self._windows: Counter[str] = Counter()
        self._clock = clock
        self._meter = meter
        self._told: dict[tuple[str, str], datetime] = {}

    def wait_for(self, what: Limited, *, visitor: str = "", address: str = "", amount: float = 1.0) -> float:
        """Take so much for both; give 0.0 when it was there, else the seconds until it will be, and take nothing."""
        now = self._clock.now()
        whose = self._visitors.get(what) if visitor else None
        where = self._addresses.get(what) if address else None
        name, place = _short(visitor), counted_as(address)
        visitors_wait = whose.lacks(name, amount, now) if whose is not None else 0.0
        wait = max(visitors_wait, where.lacks(place, amount, now) if where is not None else 0.0)
        if wait:
            self._refused(what, VISITOR if visitors_wait == wait else ADDRESS, now)
            return wait
        if whose is not None:
            whose.take(name, amount)
        if where is not None:
            where.take(place, amount)
        return 0.0

    def opens_window(self, address: str) -> bool:
        """Count a window of an address as open; tell False, and count nothing, where it has too many."""
        key = counted_as(address)
        if key and self._most_windows is not None and self._windows[key] >= self._most_windows:
            self._refused(Limited.WINDOWS, ADDRESS, self._clock.now())
            return False
        self._windows[key] += 1
        return True

    def closes_window(self, address: str) -> None:
        """Count a window of an address as closed."""
        key = counted_as(address)
        self._windows[key] -= 1
        if self._windows[key] <= 0:
            del self._windows[key]

    def _refused(self, what: Limited, by: str, now: datetime) -> None:
        self._meter.limited(what.value, by)
        told = self._told.get((what, by))
        if told is None or now - told >= _TOLD_AGAIN:
            self._told[(what, by)] = now
            log.warning("limited", what=what.value, by=by)


def _buckets(rates: Mapping[Limited, Rate]) -> dict[Limited, Buckets]:
    return {what: Buckets(rate) for what, rate in rates.items()}


def _short(key: str) -> str:
    return key if len(key) <= _LONGEST else sha256(key.encode(errors="replace")).hexdigest()


_: type[Limits] = Keeper
