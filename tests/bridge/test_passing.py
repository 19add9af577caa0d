"""Going past the schedule: only where nothing is overtaken, and whatever comes behind keeps its place."""

from dataclasses import replace

from bridge.delivery.passing import PassingBacklog
from bridge.store.outbox import OutboxRow
from bridge.store.work_tables import OutboxState
from tests.bridge.backlogs import a_row, chosen, later


def a_backlog(most: int = 1000) -> PassingBacklog:
    """Make a backlog in which a row's destination is its group."""
    return PassingBacklog(lambda row: row.destination, most)


def free(_: OutboxRow) -> float:
    """Let everything go."""
    return 0.0


def used_up(_: OutboxRow) -> float:
    """Let nothing go for a while."""
    return 9.0


def a_held_lane(backlog: PassingBacklog) -> OutboxRow:
    """Begin the first row of c1 as it is added."""
    assert backlog.hold(a_row(0, "c1"), free)
    row = replace(a_row(1, "c1"), state=OutboxState.SENDING)
    backlog.held(row)
    return row


def test_a_row_with_nothing_before_it_goes_at_once() -> None:
    assert a_backlog().hold(a_row(0, "c1"), free)


def test_a_row_waits_for_what_its_lane_holds() -> None:
    backlog = a_backlog()
    backlog.offer([a_row(1, "c1", at=later(60))])

    assert not backlog.hold(a_row(0, "c1"), free)


def test_a_row_does_not_overtake_what_waits_for_the_same_budget() -> None:
    backlog = a_backlog()
    backlog.offer([a_row(1, "c1")])

    assert not backlog.hold(a_row(0, "c2"), free)
    assert backlog.hold(a_row(0, "c3", place="green"), free)


def test_a_row_waits_for_its_budget() -> None:
    assert not a_backlog().hold(a_row(0, "c1"), used_up)


def test_a_row_does_not_push_out_others() -> None:
    backlog = a_backlog(most=1)
    backlog.offer([a_row(1, "c1", place="green")])

    assert not backlog.hold(a_row(0, "c2"), free)


def test_what_comes_behind_a_row_that_went_at_once_waits_for_it() -> None:
    backlog = a_backlog()
    first = a_held_lane(backlog)
    backlog.offer([a_row(2, "c1")])

    assert chosen(backlog) == []
    backlog.done(first)
    assert chosen(backlog) == [2]


def test_a_lane_goes_on_with_its_next_row_without_a_turn() -> None:
    backlog = a_backlog()
    first = a_held_lane(backlog)
    backlog.offer([a_row(2, "c1"), a_row(3, "c1")])

    second = backlog.following(first.lane, free)
    assert second is not None
    backlog.went_on(second)

    assert second.id == 2
    assert len(backlog) == 2
    backlog.done(second)
    assert chosen(backlog) == [3]


def test_a_lane_does_not_go_on_past_others_that_wait() -> None:
    backlog = a_backlog()
    first = a_held_lane(backlog)
    backlog.offer([a_row(2, "c1"), a_row(3, "c2")])

    assert backlog.following(first.lane, free) is None
    assert chosen(backlog) == [3]
    backlog.done(first)
    assert chosen(backlog) == [2]


def test_a_lane_does_not_go_on_with_what_is_due_later_or_not_allowed() -> None:
    backlog = a_backlog()
    first = a_held_lane(backlog)
    assert backlog.following(first.lane, free) is None
    backlog.offer([a_row(2, "c1")])
    assert backlog.following(first.lane, used_up) is None
    backlog.done(first)
    assert chosen(backlog) == [2]
    backlog.offer([a_row(3, "c1", at=later(5))])

    assert backlog.following(first.lane, free) is None


def test_a_lane_whose_next_row_was_not_begun_is_read_from_the_table() -> None:
    backlog = a_backlog()
    first = a_held_lane(backlog)
    backlog.offer([a_row(2, "c1"), a_row(3, "c1")])
    second = backlog.following(first.lane, free)
    assert second is not None

    backlog.fell_back(second)

    assert len(backlog) == 0
    assert backlog.unread(9) == ("c1",)
    backlog.read("c1", [a_row(2, "c1"), a_row(3, "c1")])
    assert chosen(backlog) == [2]
