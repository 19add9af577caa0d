"""The place in the line and the wait that customers are told (P13)."""

from datetime import timedelta

from core.features.waiting import InLine, estimate, places
from core.ids import ConversationId, QueueId
from tests.build import BILLING, later


def waits(*seconds: float) -> list[timedelta]:
    """Give waits."""
    return [timedelta(seconds=one) for one in seconds]


def test_places_count_each_queue_by_itself_first_come_first_served() -> None:
    sales = QueueId("sales")
    line = (
        InLine(ConversationId("c"), BILLING, later(3), 3),
        InLine(ConversationId("a"), BILLING, later(1), 1),
        InLine(ConversationId("b"), sales, later(2), 2),
    )
    assert places(line) == {"a": 1, "b": 1, "c": 2}


def test_what_matters_more_stands_before_what_came_first() -> None:
    line = (InLine(ConversationId("a"), BILLING, later(1), 1), InLine(ConversationId("b"), BILLING, later(2), 2, 5))
    assert places(line) == {"b": 1, "a": 2}


def test_the_estimate_is_the_middle_of_the_last_waits() -> None:
    assert estimate(waits(60, 120, 300), timedelta()) == timedelta(seconds=120)


def test_whoever_has_waited_long_is_compared_with_those_who_waited_longer() -> None:
    assert estimate(waits(10, 20, 100, 200, 300), timedelta(seconds=50)) == timedelta(seconds=150)


def test_of_fewer_than_three_waits_nothing_is_said() -> None:
    assert estimate(waits(60, 120), timedelta()) is None
    assert estimate(waits(60, 120, 300), timedelta(seconds=90)) is None
