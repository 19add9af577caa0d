"""What one contact writes too much of waits; what is far too much goes (`core.policy.pacing`)."""

from datetime import timedelta

from core.policy.limits import Rate
from core.policy.pacing import ContactPlan, Dropped, wait_until
from tests.build import NOW

PLAN = ContactPlan(Rate(3, 60), waiting=2)
SECOND = timedelta(seconds=1)


def test_what_is_below_the_pace_with_nothing_before_it_is_handled_at_once() -> None:
    assert wait_until(NOW, None, PLAN, is_over=False, has_waiting=False) is None
    assert wait_until(NOW, NOW - SECOND, PLAN, is_over=False, has_waiting=False) is None


def test_what_is_above_it_or_behind_something_that_waits_is_due_one_beat_after_the_last() -> None:
    assert wait_until(NOW, None, PLAN, is_over=True, has_waiting=False) == NOW + SECOND
    assert wait_until(NOW, NOW + SECOND, PLAN, is_over=False, has_waiting=True) == NOW + 2 * SECOND
    assert wait_until(NOW, NOW - 9 * SECOND, PLAN, is_over=False, has_waiting=True) == NOW + SECOND


def test_above_so_many_that_wait_more_is_dropped_and_without_such_a_number_none() -> None:
    assert wait_until(NOW, NOW + 2 * SECOND, PLAN, is_over=True, has_waiting=True) is Dropped.DROPPED
    endless = ContactPlan(Rate(3, 60))
    assert wait_until(NOW, NOW + 900 * SECOND, endless, is_over=True, has_waiting=True) == NOW + 901 * SECOND


def test_without_a_pace_nothing_waits() -> None:
    assert wait_until(NOW, NOW + SECOND, ContactPlan(waiting=1), is_over=True, has_waiting=True) is None
