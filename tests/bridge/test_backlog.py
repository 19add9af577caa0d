"""The outbox's schedule in memory: what waits costs a turn nothing, and the bound holds whatever waits."""

from dataclasses import replace
from math import inf

from bridge.delivery.backlog import MOST_OF_LANE
from tests.bridge.backlogs import Gate, a_backlog, a_row, chosen, drained_some, later


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


def test_who_comes_again_and_again_keeps_nobody_waiting_longer_than_a_round() -> None:
    backlog = a_backlog()
    backlog.offer([a_row(1, "old"), a_row(2, "old"), *(a_row(10 + number, f"l{number}") for number in range(5))])

    sent: list[int] = []
    for number in range(20):  # as much comes as goes
        sent += [row.id for row in drained_some(backlog, 1)]
        backlog.offer([a_row(100 + number, f"new{number}")])

    assert sent[0] == 1
    assert sent.index(2) <= 6


def test_a_head_that_is_brought_up_to_date_keeps_its_place() -> None:
    backlog = a_backlog()
    backlog.offer(a_row(number, f"l{number}") for number in range(1, 6))
    drained_some(backlog, 2)
    backlog.offer([a_row(5, "l5", priority=1), a_row(5, "l5")])

    assert [row.id for row in drained_some(backlog, 3)] == [3, 4, 5]


def test_a_place_with_a_backlog_keeps_no_other_place_waiting() -> None:
    backlog = a_backlog()
    backlog.offer(a_row(number, f"l{number}") for number in range(500))
    drained_some(backlog, 50)
    backlog.offer([a_row(5000, "new", place="coffee"), a_row(5001, "newer", place="coffee")])

    assert {"new", "newer"} < {row.lane for row in drained_some(backlog, 5)}


def test_who_waits_in_a_place_that_was_full_is_not_overtaken_by_those_who_come_later_however_much_others_send() -> None:
    backlog, gate = a_backlog(), Gate("tea")
    backlog.offer([a_row(1, "alone")])
    assert chosen(backlog, gate=gate) == []  # its budget is used up
    for number in range(100):
        backlog.offer([a_row(10 + number, f"c{number}", place="coffee")])
        for id in chosen(backlog, gate=gate):
            backlog.done(a_row(id, f"c{number}"))
    backlog.offer([a_row(500, "waits")])

    sent: list[str] = []
    for number in range(10):  # as much comes as goes
        backlog.offer([a_row(1000 + number, f"new{number}")])
        backlog.ripen(later(60))
        for row in backlog.choose(later(60), 1, Gate()):
            sent.append(row.lane)
            backlog.done(row)

    assert sent[:3] == ["alone", "waits", "new0"]


def test_a_lane_that_was_away_has_no_more_turns_than_those_that_were_there() -> None:
    backlog = a_backlog()
    backlog.offer(a_row(number, "there") for number in range(20))
    drained_some(backlog, 10)
    backlog.offer(a_row(100 + number, "away") for number in range(10))

    lanes = [row.lane for row in drained_some(backlog, 10)]

    assert lanes.count("there") == lanes.count("away") == 5
