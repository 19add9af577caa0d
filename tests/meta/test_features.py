"""docs/features.md has every feature once, in a state that can be believed."""

import ast
import re
from dataclasses import dataclass
from functools import cache

from tests.meta.repository import ROOT

TABLE = ROOT / "docs" / "features.md"
AREAS = {"P": 16, "T": 30, "S": 13, "C": 9, "H": 7, "V": 6, "A": 10, "O": 10}
STATES = {"done", "partial", "not yet"}
DESK = (
    *(f"P{number}" for number in range(1, 17)),
    *(f"T{number}" for number in (*range(6, 17), *range(19, 24), 26, 27, 28, 30)),
    *("C1", "C4", "C5", "C6", "C7", "C8", "C9", "S11"),
    *("A1", "A2", "A6", "A9", "A10", "O8"),
)
"""What an agent and a supervisor do at the desk: each is shown by a scenario, through the real adapter."""
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    id: str
    feature: str
    state: str
    shown_by: str


def rows() -> list[Row]:
    """Return the rows of all tables in the file."""
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if re.fullmatch(r"[A-Z]\d+", cells[0]):
            found.append(Row(*cells))
    return found


@cache
def functions_of(path: str) -> frozenset[str]:
    """Return the names of all functions in a test file; none when there is no such file."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def test_every_feature_has_exactly_one_row() -> None:
    expected = sorted(f"{area}{number}" for area, last in AREAS.items() for number in range(1, last + 1))

    assert expected == sorted(row.id for row in rows())


def test_every_state_is_one_of_three() -> None:
    assert {row.id: row.state for row in rows() if row.state not in STATES} == {}


def test_what_is_done_names_a_test() -> None:
    assert [row.id for row in rows() if row.state == "done" and not TEST.search(row.shown_by)] == []


def test_every_named_test_exists() -> None:
    named = [(row.id, path, name) for row in rows() for path, name in TEST.findall(row.shown_by)]

    assert [entry for entry in named if entry[2] not in functions_of(entry[1])] == []


def test_what_is_partial_says_what_is_missing() -> None:
    assert [row.id for row in rows() if row.state == "partial" and "missing:" not in row.shown_by] == []


def test_what_is_done_at_the_desk_names_a_scenario() -> None:
    shown = {row.id: {path for path, _ in TEST.findall(row.shown_by)} for row in rows()}

    assert [one for one in DESK if not any(path.startswith("tests/scenarios/") for path in shown[one])] == []
    assert [row.id for row in rows() if row.id in DESK and row.state == "not yet"] == []
