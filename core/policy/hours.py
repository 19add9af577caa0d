"""Business hours: when a queue is open, in its own time zone, with holidays.

Rule: a day is a date on the clocks of that zone; minutes are counted from its midnight and may be 1440, the end of the
day. The values say nothing about now: `core.routing` reads them with a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

END_OF_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """Open from a minute of the day up to another, which is no longer open."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Hours:
    """A calendar: the open spans of each weekday, Monday first, and those of the days that differ."""

    zone: str
    """The IANA name of the time zone."""
    week: tuple[tuple[Span, ...], ...] = ((),) * 7
    holidays: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    """Days that differ from their weekday; an empty one is closed all day."""
