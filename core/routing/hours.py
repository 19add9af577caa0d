"""When a queue is open, at a moment: what its calendar means on the clocks of its zone.

Rules:
1. A part of a day is meant on the wall clock. Where the clocks go back, an hour that comes twice is open twice; where
   they go forward, an hour that is left out is not there to be open.
2. No calendar means always open.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.policy.hours import Hours, Span

FARTHEST = 400
"""How many days ahead an opening is looked for: a calendar of one day in the year has one."""

_MINUTE = timedelta(minutes=1)
_LONGEST_GAP = 180
"""Minutes that clocks have ever been put forward at once, and more."""


def is_open(hours: Hours | None, at: datetime) -> bool:
    """Tell whether a calendar is open at a time."""
    if hours is None:
        return True
    local = at.astimezone(ZoneInfo(hours.zone))
    minute = local.hour * 60 + local.minute
    return any(span.opens <= minute < span.closes for span in spans_of(hours, local.date()))


def spans_of(hours: Hours, day: date) -> tuple[Span, ...]:
    """Give the open parts of a day."""
    return hours.holidays.get(day, hours.week[day.weekday()])


def opens_at(hours: Hours | None, at: datetime) -> datetime | None:
    """Give when a calendar that is closed at a time opens next, in UTC; None when it is open, or never opens again."""
    if hours is None or is_open(hours, at):
        return None
    today = at.astimezone(ZoneInfo(hours.zone)).date()
    for days in range(FARTHEST):
        found = [moment for moment in _openings(hours, today + timedelta(days=days)) if moment > at]
        if found:
            return min(found)
    return None


def _openings(hours: Hours, day: date) -> Iterator[datetime]:
    """Give the moments at which a day's parts begin."""
    for span in spans_of(hours, day):
        naive = datetime.combine(day, time(span.opens // 60, span.opens % 60))
        for fold in (0, 1):
            moment = naive.replace(tzinfo=ZoneInfo(hours.zone), fold=fold).astimezone(UTC)
            found = _from(hours, moment)
            if found is not None:
                yield found


def _from(hours: Hours, moment: datetime) -> datetime | None:
    """Give the moment, or the first open one after it where the clocks leave its hour out."""
    for minutes in range(_LONGEST_GAP):
        if is_open(hours, moment + minutes * _MINUTE):
            return moment + minutes * _MINUTE
    return None
