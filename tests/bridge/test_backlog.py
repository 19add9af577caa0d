"""The outbox's schedule in memory: what waits costs a turn nothing, and the bound holds whatever waits."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from bridge.delivery.backlog import MOST_OF_LANE, Backlog
from bridge.delivery.schedule import Group
from bridge.store.outbox import OutboxRow
from bridge.store.work_tables import OutboxState
from core.capabilities import Act

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def later(seconds: float) -> datetime:
    """Give a time after `NOW`."""
    return NOW + timedelta(seconds=seconds)


def a_row(id: int, lane: str, priority: int = 2, at: datetime | None = None, place: str = "tea") -> OutboxRow:
    """Make a pending row; its destination is its group."""
    return OutboxRow(
        id=id,
        key=f"k{id}",
        lane=lane,
        destination=place,
        act=Act.POST,
        priority=priority,
        not_before=at,
        state=OutboxState.PENDING,
        attempts=0,
        created_at=NOW,
    )


def a_backlog(most: int = 1000) -> Backlog:
    """Make a backlog in which a row's destination is its group."""
    return Backlog(lambda row: row.destination, most)


class Gate:
    """Budgets: closed places give a delay; every question is counted."""

    def __init__(self, *closed: str) -> None:
        self.closed = set(closed)
        self.asked = 0

    def __call__(self, row: OutboxRow) -> float:
        """Give the seconds until a row may go."""
        self.asked += 1
        return 60.0 if row.destination in self.closed else 0.0


def chosen(
    backlog: Backlog, now: datetime = NOW, most: int = 64, gate: Callable[[OutboxRow], float] | None = None
) -> list[int]:
    """Take what may go now."""
    backlog.ripen(now)
    return [row.id for row in backlog.choose(now, most, gate or Gate())]


def test_heads_go_the_most_urgent_first_then_the_oldest() -> None:
    backlog = a_backlog()
    backlog.offer([a_row(1, "c1", 3), a_row(2, "c2", 2), a_row(3, "c1", 0), a_row(4, "c3", 2, place="sales")])

    assert chosen(backlog) == [2, 4, 1]


def test_a_lane_goes_on_when_its_head_is_settled_and_not_before() -> None:
    backlog = a_backlog()
    first, second = a_row(1, "c1"), a_row(2, "c1")
    backlog.offer([first, second])

    assert chosen(backlog) == [1]
    assert chosen(backlog) == []
    backlog.done(first)
    assert chosen(backlog) == [2]
    backlog.done(second)
    assert len(backlog) == 0


def test_a_head_that_is_tried_again_later_holds_up_its_lane_alone() -> None:
    backlog = a_backlog()
    head = a_row(1, "c1")
    backlog.offer([head, a_row(2, "c1"), a_row(3, "c2")])
    chosen(backlog, most=1)
    backlog.back(replace(head, not_before=later(30)))

    assert chosen(backlog) == [3]
    assert backlog.next_at(with_look_ups=True) == later(30)
    assert chosen(backlog, later(30)) == [1]


def test_rows_that_come_in_another_order_go_in_their_own() -> None:
    backlog = a_backlog()
    rows = [a_row(id, "c1") for id in (3, 1, 2)]
    for row in rows:
        backlog.offer([row])

    order = []
    for _ in rows:
        (one,) = chosen(backlog)
        order.append(one)
        backlog.done(a_row(one, "c1"))
    assert order == [1, 2, 3]


def test_thousands_of_rows_behind_a_stuck_head_cost_a_turn_nothing() -> None:
    backlog, gate = a_backlog(), Gate()
    backlog.offer([a_row(1, "stuck", at=later(3600)), *(a_row(id, "stuck") for id in range(2, 10_000))])
    backlog.offer([a_row(20_000, "c1")])

    assert chosen(backlog, gate=gate) == [20_000]
    assert gate.asked == 1
    assert len(backlog) <= MOST_OF_LANE + 1


def test_thousands_of_lanes_of_a_closed_place_are_asked_about_once() -> None:
    backlog, gate = a_backlog(most=10_000), Gate("stuck")
    backlog.offer(a_row(id, f"c{id}", priority=0, place="stuck") for id in range(1, 5000))

    for turn in range(50):
        id = 10_000 + turn
        backlog.offer([a_row(id, f"c{id}")])
        assert chosen(backlog, later(turn), gate=gate) == [id]
    assert gate.asked == 51
    gate.closed.clear()
    assert len(chosen(backlog, later(61), gate=gate)) == 64


def test_what_is_another_processs_is_let_go() -> None:
    backlog = a_backlog()
    backlog.offer([a_row(1, "c1", place="theirs"), a_row(2, "c1"), a_row(3, "c2")])

    assert chosen(backlog, gate=lambda row: inf if row.destination == "theirs" else 0.0) == [3]
    assert len(backlog) == 1


def test_a_full_backlog_of_one_stuck_place_lets_other_places_in() -> None:
    backlog, gate = a_backlog(most=100), Gate("stuck")
    backlog.offer(a_row(id, f"c{id}", priority=0, place="stuck") for id in range(1, 1000))
    assert len(backlog) == 100

    backlog.offer([a_row(2000, "c2000")])

    assert chosen(backlog, gate=gate) == [2000]
    assert len(backlog) == 100


def test_a_full_backlog_of_rows_for_another_day_lets_others_in() -> None:
    backlog = a_backlog(most=100)
    backlog.offer(a_row(id, f"c{id}", at=later(86_400)) for id in range(1, 1000))
    backlog.offer([a_row(2000, "c2000")])

    assert chosen(backlog) == [2000]
    assert len(backlog) == 100


def test_who_has_much_to_send_keeps_nobody_waiting_longer_than_a_round() -> None:
    backlog = a_backlog()
    backlog.offer(a_row(lane * 100 + number, f"l{lane}") for lane in range(10) for number in range(30))
    first = drained_some(backlog, 100)
    backlog.offer([a_row(5000, "new")])

    following = drained_some(backlog, 11)

    assert [row.lane for row in first[:10]] == [f"l{lane}" for lane in range(10)]
    assert "new" in {row.lane for row in following}


def test_a_place_with_a_backlog_keeps_no_other_place_waiting() -> None:
    backlog = a_backlog()
    backlog.offer(a_row(number, f"l{number}") for number in range(500))
    drained_some(backlog, 50)
    backlog.offer([a_row(5000, "new", place="coffee"), a_row(5001, "newer", place="coffee")])

    assert {"new", "newer"} < {row.lane for row in drained_some(backlog, 5)}


def test_a_lane_that_was_away_has_no_more_turns_than_those_that_were_there() -> None:
    backlog = a_backlog()
    backlog.offer(a_row(number, "there") for number in range(20))
    drained_some(backlog, 10)
    backlog.offer(a_row(100 + number, "away") for number in range(10))

    lanes = [row.lane for row in drained_some(backlog, 10)]

    assert lanes.count("there") == lanes.count("away") == 5


def test_lanes_that_are_read_hold_to_the_bound_too() -> None:
    backlog = a_backlog(most=100)
    lanes = [f"l{number}" for number in range(100)]
    backlog.found(a_row(number * 1000, lane) for number, lane in enumerate(lanes))
    for row in drained_some(backlog, 100):
        for name in backlog.unread(100):
            backlog.read(name, [a_row(row.id + number, name) for number in range(1, MOST_OF_LANE + 2)])

    assert 100 <= len(backlog) <= 200


def test_a_long_lane_is_read_from_the_table_when_its_first_rows_are_done() -> None:
    backlog = a_backlog()
    rows = [a_row(id, "c1") for id in range(1, 100)]
    backlog.offer(rows)

    assert drained(backlog, rows) == [row.id for row in rows]


def drained_some(backlog: Backlog, number: int) -> list[OutboxRow]:
    """Send so many rows, one after the other."""
    sent: list[OutboxRow] = []
    for _ in range(number):
        for row in backlog.choose(NOW, 1, lambda _: 0.0):
            sent.append(row)
            backlog.done(row)
    return sent


def drained(backlog: Backlog, rows: Sequence[OutboxRow]) -> list[int]:
    """Send everything; `rows` are what the table has. Give the order."""
    order: list[int] = []
    while True:
        for lane in backlog.unread(9):
            backlog.read(lane, [row for row in rows if row.lane == lane and row.id not in order][: MOST_OF_LANE + 1])
        ids = chosen(backlog)
        if not ids and not backlog.unread(1):
            return order
        order += ids
        for id in ids:
            backlog.done(next(row for row in rows if row.id == id))


def test_what_was_offered_while_a_lane_is_read_is_not_lost() -> None:
    backlog = a_backlog()
    rows = [a_row(1, "c1"), a_row(2, "c1")]
    backlog.found(rows[:1])
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
    backlog.found([a_row(2, "c1")])

    assert chosen(backlog) == [2]


def test_an_uncertain_head_is_looked_up_when_its_echo_is_overdue() -> None:
    backlog = a_backlog()
    doubtful = replace(a_row(1, "c1", at=later(3)), state=OutboxState.UNCERTAIN)
    backlog.found([doubtful])
    backlog.offer([a_row(2, "c1")])

    assert chosen(backlog, later(9)) == []
    assert backlog.uncertain(later(2), 9) == []
    assert backlog.uncertain(later(3), 9) == ["c1"]
    assert backlog.take("c1", [doubtful]) == doubtful


def test_a_head_that_an_echo_has_settled_is_not_looked_up() -> None:
    backlog = a_backlog()
    backlog.found([replace(a_row(1, "c1", at=NOW), state=OutboxState.UNCERTAIN)])
    (lane,) = backlog.uncertain(NOW, 9)

    assert backlog.take(lane, [a_row(2, "c1")]) is None
    assert backlog.unread(9) == ("c1",)


def test_what_another_process_is_sending_is_left_to_it() -> None:
    backlog = a_backlog()
    backlog.found([replace(a_row(1, "c1"), state=OutboxState.SENDING)])

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
        backlog.found(heads.values())
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
