"""The bench's results: the median counts, one entry a goal, and the table finds its place in a document."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bridge.bench.measure import Measure, Trouble, quantiles
from bridge.bench.published import BEGIN, END, block, publish, put_into
from bridge.bench.relays import RATIOS
from bridge.bench.running import GOALS, goals
from bridge.bench.slope import slope
from bridge.bench.soak import Samples, verdict
from bridge.bench.table import Findings, Result, Series, table

MET = Result("G1", "durable ingest", 0.6, [0.1, 0.9, 0.7])
LATE = Result("G6", "added latency", 1.0, [0.5, 1.5, 2.5], at_most=True, unit="ms")
ABSENT = Result("G12", "on PostgreSQL", 0.6, why_not="there is no server")
FOUND = Findings([Series("floor a", [Measure(1_000, 2, 3, 0.5, 100, 0.001)])], [MET, LATE, ABSENT], ["a remark"])


def measure(rate: float, cost: float = 1.0) -> Measure:
    return Measure(rate, 1.0, 2.0, 0.5, 100, cost)


def samples(name: str, values: Sequence[float]) -> Samples:
    return Samples(seen={name: [(float(at), value) for at, value in enumerate(values)]})


def test_a_goal_is_judged_by_the_median_of_the_ratios_within_its_rounds() -> None:
    rates, costs = RATIOS[0], RATIOS[-1]
    ours, spent = (10, 90, 70), (1, 2, 9)
    rounds = [
        {
            rates.ours: measure(ours[at]),
            rates.floor: measure(100),
            costs.ours: measure(1, spent[at]),
            costs.floor: measure(1, 1),
        }
        for at in range(3)
    ]

    assert (rates.result(rounds).value, rates.result(rounds).is_met) == (0.7, True)
    assert (costs.result(rounds).value, costs.result(rounds).is_met) == (2, False)


def test_an_entry_says_what_was_found_and_what_was_wanted() -> None:
    assert MET.entry() == {
        "id": "G1",
        "what": "durable ingest",
        "unit": "ratio",
        "value": 0.7,
        "goal": 0.6,
        "spread": [0.1, 0.9],
        "better": "higher",
        "met": True,
    }
    assert (LATE.entry()["met"], LATE.entry()["better"]) == (False, "lower")


def test_what_was_not_measured_is_said_with_its_reason_and_is_not_met() -> None:
    entry = ABSENT.entry()

    assert (entry["value"], entry["met"], entry["why"]) == (None, False, "there is no server")
    assert "not measured: there is no server" in table(FOUND)


def test_the_file_has_one_entry_for_each_goal_and_tells_what_failed(tmp_path: Path) -> None:
    publish(tmp_path, FOUND, "3 rounds", ["G2: 1 lost"])
    written = json.loads((tmp_path / "latest.json").read_text())

    assert [one["id"] for one in written["goals"]] == ["G1", "G6", "G12"]
    assert written["failed"] == ["G2: 1 lost"]
    assert "durable ingest" in (tmp_path / "latest.md").read_text()


def test_the_table_replaces_the_one_before_and_nothing_else(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    put_into(document, block(FOUND, "3 rounds"))
    put_into(document, block(FOUND, "4 rounds"))
    text = document.read_text()

    assert text.startswith(f"before\n{BEGIN}\n")
    assert text.endswith(f"{END}\nafter\n")
    assert (text.count(BEGIN), "old" in text, "3 rounds" in text, "4 rounds" in text) == (1, False, False, True)


def test_a_document_without_a_place_for_the_table_stays_as_it_is(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("words")

    with pytest.raises(Trouble, match="no place"):
        put_into(document, "table")
    assert document.read_text() == "words"


def test_a_part_can_be_chosen_in_any_writing_and_keeps_its_order() -> None:
    assert goals("g3, G2") == ("G2", "G3")
    assert goals(None) == GOALS
    with pytest.raises(Trouble, match="G99"):
        goals("G99")


def test_quantiles_of_next_to_nothing_are_refused() -> None:
    with pytest.raises(Trouble):
        quantiles([1.0])


def test_what_climbs_above_the_noise_of_standing_still_grows() -> None:
    wobble = [0, 3, -2, 4, -3, 1, 2, -1]
    idle = samples("rss", [1_000_000 + 5_000 * wobble[at % 8] for at in range(100)])
    flat = samples("rss", [2_000_000 + 5_000 * wobble[at % 8] for at in range(100)])
    leak = samples("rss", [2_000_000 + 100_000 * at + 5_000 * wobble[at % 8] for at in range(100)])

    assert verdict(idle, flat)[0] == []
    assert verdict(idle, leak)[0] == ["rss"]


def test_what_fills_once_and_then_stands_still_does_not_grow() -> None:
    idle = samples("rss", [1_000_000] * 100)

    assert verdict(idle, samples("rss", [1_000_000 + 1_000_000 * min(at, 45) for at in range(100)]))[0] == []


def test_a_file_handle_more_in_all_of_the_time_is_no_growth_and_one_a_second_is() -> None:
    still = samples("handles", [20.0] * 60)

    assert verdict(still, samples("handles", [20.0 + (at > 50) for at in range(60)]))[0] == []
    assert verdict(still, samples("handles", [20.0 + at for at in range(60)]))[0] == ["handles"]


def test_a_slope_is_what_least_squares_give() -> None:
    found = slope([(0, 1), (1, 3), (2, 5), (3, 7)])

    assert (found.a_second, found.error) == (2, 0)
    with pytest.raises(ValueError, match="three"):
        slope([(0, 1), (1, 2)])
