"""Calendars: when queues are open, in which time zone, and the days that differ."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum, auto
from itertools import pairwise
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema

from config.base import Part
from config.labels import Label
from config.suggestions import closest
from core.policy.hours import END_OF_DAY, Span

_SPAN = r"([0-9]{1,2}):([0-9]{2}) ?- ?([0-9]{1,2}):([0-9]{2})"


class Day(StrEnum):
    """The days of the week, in the order of their numbers."""

    MONDAY = auto()
    TUESDAY = auto()
    WEDNESDAY = auto()
    THURSDAY = auto()
    FRIDAY = auto()
    SATURDAY = auto()
    SUNDAY = auto()


def read_span(value: object) -> Span:
    """Read a part of a day, such as `09:00-17:00`; `24:00` is its end.

    Raises:
        ValueError: it is not one, or it ends before it begins.
    """
    if isinstance(value, Span):
        return value
    found = re.fullmatch(_SPAN, value.strip()) if isinstance(value, str) else None
    times = [int(part) for part in found.groups()] if found else [0, 60]
    opens, closes = times[0] * 60 + times[1], times[-2] * 60 + times[-1]
    if max(times[1::2]) > 59 or max(opens, closes) > END_OF_DAY:  # noqa: PLR2004 - minutes of an hour
        raise ValueError("must be a part of a day such as 09:00-17:00")
    if opens >= closes:
        raise ValueError("must end after it begins; what goes on after midnight is a part of the next day")
    return Span(opens, closes)


def show_span(span: Span) -> str:
    """Write a part of a day the way it is read."""
    return f"{span.opens // 60:02d}:{span.opens % 60:02d}-{span.closes // 60:02d}:{span.closes % 60:02d}"


def read_date(value: object) -> date:
    """Read a date, such as `2026-12-25`.

    Raises:
        ValueError: it is none.
    """
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError("must be a date such as 2026-12-25") from None


def check_zone(value: str) -> str:
    """Accept the name of a time zone.

    Raises:
        ValueError: there is none of that name.
    """
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        best = closest(value, available_timezones())
        meant = f" (did you mean '{best}'?)" if best else ""
        raise ValueError(f"must be a time zone such as Europe/Berlin{meant}") from None
    return value


def apart(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Put the parts of a day in order.

    Raises:
        ValueError: two of them overlap.
    """
    ordered = sorted(spans, key=lambda span: span.opens)
    for before, after in pairwise(ordered):
        if after.opens < before.closes:
            raise ValueError(f"{show_span(before)} and {show_span(after)} overlap")
    return tuple(ordered)


OpenSpan = Annotated[
    Span,
    PlainValidator(read_span),
    PlainSerializer(show_span),
    Label("part of a day"),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2} ?- ?[0-9]{1,2}:[0-9]{2}$"}),
]
OpenDay = Annotated[tuple[OpenSpan, ...], AfterValidator(apart)]
Date = Annotated[date, BeforeValidator(read_date), Label("date"), WithJsonSchema({"type": "string", "format": "date"})]
Zone = Annotated[str, AfterValidator(check_zone), Label("time zone")]


class Calendar(Part):
    """One calendar."""

    zone: Zone = Field(description="In which time zone its hours are meant, such as Europe/Berlin.")
    open: Mapping[Day, OpenDay] = Field(
        default={},
        description="When it is open: for each day, monday to sunday, one part of the day or several, such as "
        "[09:00-12:00, 13:00-17:00]. A day that is left out is closed.",
    )
    holidays: Mapping[Date, OpenDay] = Field(
        default={}, description="Days that differ from their weekday, by date; [] is closed all day."
    )
