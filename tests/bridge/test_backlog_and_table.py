"""The outbox's schedule in memory beside its table, which knows better: nothing is lost, nothing goes twice."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bridge.delivery.backlog import MOST_OF_LANE, Backlog
from bridge.delivery.schedule import Group
from bridge.store.outbox import OutboxRow
from bridge.store.work_tables import OutboxState
from tests.bridge.backlogs import NOW, a_backlog, a_row, chosen, drained, drained_some, later


def test_lanes_that_are_read_hold_to_the_bound_too() -> None:
    backlog = a_backlog(most=100)
    lanes = [f"l{number}" for number in range(100)]
    backlog.found((a_row(number * 1000, lane) for number, lane in enumerate(lanes)), backlog.moment)
    for row in drained_some(backlog, 100):
        for name in backlog.unread(100):
            backlog.read(name, [a_row(row.id + number, name) for number in range(1, MOST_OF_LANE + 2)])

    assert 100 <= len(backlog) <= 200


def test_a_long_lane_is_read_from_the_table_when_its_first_rows_are_done() -> None:
    backlog = a_backlog()
    rows = [a_row(id, "c1") for id in range(1, 100)]
    backlog.offer(rows)

    assert drained(backlog, rows) == [row.id for row in rows]


def test_what_was_offered_while_a_lane_is_read_is_not_lost() -> None:
    backlog = a_backlog()
    rows = [a_row(1, "c1"), a_row(2, "c1")]
    backlog.found(rows[:1], backlog.moment)
    (first,) = chosen(backlog)
    backlog.done(rows[first - 1])
    assert backlog.unread(9) == ("c1",)
    backlog.offer(rows[1:])
    backlog.read("c1", [])

    assert backlog.unread(9) == ("c1",)
    backlog.read("c1", rows[1:])
    assert chosen(backlog) == [2]


def test_what_the_table_refuses_is_read_again() -> None:
    backlog = a_backlog()
    backlog.offer([a_row(5, "c1")])
    assert chosen(backlog) == [5]
    backlog.read_again("c1")

    assert chosen(backlog) == []
    assert backlog.unread(9) == ("c1",)
    backlog.read("c1", [a_row(4, "c1"), a_row(5, "c1")])
    assert chosen(backlog) == [4]


def test_what_is_merged_into_a_waiting_row_may_make_it_go_at_once() -> None:
    backlog = a_backlog()
    card = a_row(1, "card", at=later(1))
    backlog.offer([card])
    assert chosen(backlog) == []
    backlog.offer([replace(card, not_before=None)])

    assert chosen(backlog) == [1]


def test_the_table_knows_better_which_row_heads_a_lane() -> None:
    backlog = a_backlog()
    backlog.offer([a_row(1, "c1", at=later(60)), a_row(2, "c1"), a_row(3, "c1")])
    backlog.found([a_row(2, "c1")], backlog.moment)

    assert chosen(backlog) == [2]


def test_a_look_at_the_table_from_before_a_row_went_makes_nobody_forget_the_next() -> None:
    backlog = a_backlog()
    first, second = a_row(1, "c1"), a_row(2, "c1")
    backlog.offer([first, second])
    assert chosen(backlog) == [1]
    since = backlog.moment
    backlog.done(first)
    backlog.found([replace(first, state=OutboxState.SENDING)], since)

    assert chosen(backlog) == [2]


def test_a_look_at_the_table_from_before_a_row_was_brought_forward_puts_it_off_no_more() -> None:
    backlog = a_backlog()
    page = a_row(1, "page", at=later(10))
    backlog.offer([page])
    since = backlog.moment
    backlog.offer([replace(page, not_before=None)])
    backlog.found([page], since)

    assert chosen(backlog) == [1]


def test_an_uncertain_head_is_looked_up_when_its_echo_is_overdue() -> None:
    backlog = a_backlog()
    doubtful = replace(a_row(1, "c1", at=later(3)), state=OutboxState.UNCERTAIN)
    backlog.found([doubtful], backlog.moment)
    backlog.offer([a_row(2, "c1")])

    assert chosen(backlog, later(9)) == []
    assert backlog.uncertain(later(2), 9) == []
    assert backlog.uncertain(later(3), 9) == ["c1"]
    assert backlog.take("c1", [doubtful]) == doubtful


def test_a_head_that_an_echo_has_settled_is_not_looked_up() -> None:
    backlog = a_backlog()
    backlog.found([replace(a_row(1, "c1", at=NOW), state=OutboxState.UNCERTAIN)], backlog.moment)
    (lane,) = backlog.uncertain(NOW, 9)

    assert backlog.take(lane, [a_row(2, "c1")]) is None
    assert backlog.unread(9) == ("c1",)


def test_what_another_process_is_sending_is_left_to_it() -> None:
    backlog = a_backlog()
    backlog.found([replace(a_row(1, "c1"), state=OutboxState.SENDING)], backlog.moment)

    assert len(backlog) == 0
    assert chosen(backlog) == []


def test_a_head_without_a_group_goes_when_its_group_is_known() -> None:
    known: dict[str, Group] = {}
    backlog = Backlog(lambda row: known.get(row.lane))
    backlog.offer([a_row(1, "c1"), a_row(2, "c2")])

    assert chosen(backlog) == []
    assert [row.id for row in backlog.groupless(9)] == [1, 2]
    known["c2"] = "tea"
    backlog.place(a_row(2, "c2"), "tea")
    assert chosen(backlog) == [2]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 4), st.booleans()), max_size=60))
def test_every_row_goes_once_and_in_the_order_of_its_lane(given_rows: list[tuple[str, int, bool]]) -> None:
    rows = [a_row(id, lane, priority) for id, (lane, priority, _) in enumerate(given_rows, 1)]
    backlog = a_backlog(most=20)
    for row, (_, _, is_offered) in zip(rows, given_rows, strict=True):
        if is_offered:
            backlog.offer([row])
    order: list[int] = []
    for _ in range(len(rows) + 2):
        waiting = [row for row in rows if row.id not in order]
        heads = {row.lane: row for row in reversed(waiting)}
        backlog.found(heads.values(), backlog.moment)
        order += _sent_by_the_tables_leave(backlog, rows, order)
        assert len(backlog) <= 20

    assert sorted(order) == [row.id for row in rows]
    for lane in "abc":
        of_lane = [id for id in order if rows[id - 1].lane == lane]
        assert of_lane == sorted(of_lane)


def _sent_by_the_tables_leave(backlog: Backlog, rows: Sequence[OutboxRow], sent: Sequence[int]) -> list[int]:
    """Send what the table lets begin: heads alone. Give the order."""
    order: list[int] = []
    while ids := chosen(backlog):
        for id in ids:
            row = rows[id - 1]
            gone = {*sent, *order}
            if any(one.id < id and one.lane == row.lane and one.id not in gone for one in rows) or id in gone:
                backlog.read_again(row.lane)
            else:
                order.append(id)
                backlog.done(row)
        for lane in backlog.unread(9):
            open_rows = [one for one in rows if one.lane == lane and one.id not in {*sent, *order}]
            backlog.read(lane, open_rows[: MOST_OF_LANE + 1])
    return order
