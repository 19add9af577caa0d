"""Business hours (P13): in the calendar's own zone, with holidays, over the changes of the clocks."""

from datetime import UTC, date, datetime

import pytest

from core.policy.hours import Hours, Span
from core.routing.hours import is_open, opens_at
from tests.build_policy import NINE_TO_FIVE, hours

BERLIN = hours(zone="Europe/Berlin")


def at(text: str) -> datetime:
    """Read a time in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_without_a_calendar_it_is_always_open() -> None:
    assert is_open(None, at("2026-03-01 03:00"))
    assert opens_at(None, at("2026-03-01 03:00")) is None


@pytest.mark.parametrize(
    ("moment", "expected"),
    [("08:59:59", False), ("09:00", True), ("16:59:59", True), ("17:00", False)],
)
def test_a_part_begins_with_its_first_minute_and_ends_before_its_last(moment: str, expected: bool) -> None:  # noqa: FBT001
    assert is_open(hours(), at(f"2026-03-02 {moment}")) is expected


def test_hours_are_meant_in_the_zone_of_the_calendar() -> None:
    assert is_open(BERLIN, at("2026-01-05 08:00"))  # nine in winter
    assert is_open(BERLIN, at("2026-07-06 07:00"))  # nine in summer
    assert not is_open(BERLIN, at("2026-07-06 15:00"))


def test_a_day_ends_at_its_end() -> None:
    late = hours(Span(22 * 60, 1440))
    assert is_open(late, at("2026-03-02 23:59"))
    assert not is_open(late, at("2026-03-03 00:00"))


def test_a_holiday_has_its_own_hours_or_none() -> None:
    christmas = {date(2026, 12, 24): (Span(9 * 60, 12 * 60),), date(2026, 12, 25): ()}
    festive = hours(holidays=christmas)
    assert is_open(festive, at("2026-12-24 11:00"))
    assert not is_open(festive, at("2026-12-24 13:00"))
    assert opens_at(festive, at("2026-12-24 13:00")) == at("2026-12-26 09:00")


def test_a_holiday_is_a_day_on_the_clocks_of_the_zone() -> None:
    closed = hours(Span(0, 1440), zone="Pacific/Auckland", holidays={date(2026, 1, 1): ()})
    assert not is_open(closed, at("2025-12-31 12:00"))
    assert is_open(closed, at("2026-01-01 12:00"))


def test_what_is_open_opens_at_no_time() -> None:
    assert opens_at(hours(), at("2026-03-02 10:00")) is None


def test_the_next_opening_is_later_today_or_on_the_next_open_day() -> None:
    weekdays = Hours("UTC", ((Span(540, 720), Span(780, 1020)),) * 5 + ((), ()))
    assert opens_at(weekdays, at("2026-03-06 12:30")) == at("2026-03-06 13:00")
    assert opens_at(weekdays, at("2026-03-06 17:00")) == at("2026-03-09 09:00")


def test_a_calendar_without_hours_never_opens() -> None:
    assert opens_at(Hours("UTC"), at("2026-03-06 12:30")) is None


def test_a_calendar_of_one_day_in_the_year_opens_then() -> None:
    once = Hours("UTC", holidays={date(2026, 12, 24): (NINE_TO_FIVE,)})
    assert opens_at(once, at("2026-01-01 00:00")) == at("2026-12-24 09:00")


def test_what_opens_in_the_hour_that_is_left_out_opens_when_the_clocks_are_forward() -> None:
    early = hours(Span(150, 240), zone="Europe/Berlin")  # 02:30 to 04:00; on 29 March 2026 it is 03:00 after 01:59
    assert opens_at(early, at("2026-03-29 00:00")) == at("2026-03-29 01:00")
    assert is_open(early, at("2026-03-29 01:00"))


def test_a_part_that_lies_in_the_hour_that_is_left_out_is_not_there_that_day() -> None:
    gone = hours(Span(130, 170), zone="Europe/Berlin")
    assert opens_at(gone, at("2026-03-29 00:00")) == at("2026-03-30 00:10")


def test_an_hour_that_comes_twice_is_open_twice() -> None:
    night = hours(Span(150, 165), zone="Europe/Berlin")  # 02:30 to 02:45; on 25 October 2026 twice
    assert opens_at(night, at("2026-10-24 23:00")) == at("2026-10-25 00:30")
    assert opens_at(night, at("2026-10-25 00:45")) == at("2026-10-25 01:30")
