"""docs/features.md has every feature once, in a state that can be believed."""

import ast
import re
from dataclasses import dataclass
from functools import cache

import pytest

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
def collected(path: str) -> frozenset[str]:
    """Return the names of the tests that a file gives; none when pytest would not look into such a file."""
    file = ROOT / path
    if not file.is_file() or not re.fullmatch(r"test_\w+\.py", file.name):
        return frozenset()
    return collected_from(file.read_text(encoding="utf-8"))


def collected_from(source: str) -> frozenset[str]:
    """Return the names of the functions that pytest takes for tests, unless it always skips them."""
    body = ast.parse(source).body
    if any(_skips(node.value) for node in body if isinstance(node, (ast.Assign, ast.AnnAssign)) and _is_mark(node)):
        return frozenset()
    classes = (node for node in body if isinstance(node, ast.ClassDef) and _is_run(node, "Test"))
    places = (body, *(node.body for node in classes))
    functions = (
        node for place in places for node in place if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    )
    return frozenset(node.name for node in functions if _is_run(node, "test"))


def _is_run(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, begins: str) -> bool:
    """Tell whether pytest takes it and does not skip it whatever the circumstances."""
    return node.name.startswith(begins) and not any(_skips(one) for one in node.decorator_list)


def _is_mark(node: ast.Assign | ast.AnnAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(isinstance(one, ast.Name) and one.id == "pytestmark" for one in targets)


def _skips(node: ast.expr | None) -> bool:
    """Tell whether a mark, or one of a list of marks, skips whatever the circumstances."""
    if isinstance(node, (ast.List, ast.Tuple)):
        return any(_skips(one) for one in node.elts)
    if node is None:
        return False
    words = ast.unparse(node)
    return bool(re.match(r"(pytest\.)?(mark\.)?(skip\b|skipif\((True|1)\b|xfail\(.*run=False)", words))


def test_every_feature_has_exactly_one_row() -> None:
    expected = sorted(f"{area}{number}" for area, last in AREAS.items() for number in range(1, last + 1))

    assert expected == sorted(row.id for row in rows())


def test_every_state_is_one_of_three() -> None:
    assert {row.id: row.state for row in rows() if row.state not in STATES} == {}


def test_what_is_done_names_a_test() -> None:
    assert [row.id for row in rows() if row.state == "done" and not TEST.search(row.shown_by)] == []


def test_every_named_test_exists() -> None:
    named = [(row.id, path, name) for row in rows() for path, name in TEST.findall(row.shown_by)]

    assert [entry for entry in named if entry[2] not in collected(entry[1])] == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def test_a(): ...\nasync def test_b(): ...", {"test_a", "test_b"}),
        ("def helper(): ...\ndef outer():\n    def test_inside(): ...", set()),
        ("class TestAll:\n    def test_a(self): ...\nclass Others:\n    def test_b(self): ...", {"test_a"}),
        ("@pytest.mark.skip(reason='later')\ndef test_a(): ...\n@pytest.mark.skip\ndef test_b(): ...", set()),
        ("@pytest.mark.skipif(True, reason='-')\ndef test_a(): ...", set()),
        ("@pytest.mark.skipif(NO_SERVER, reason='-')\ndef test_a(): ...", {"test_a"}),
        ("pytestmark = [pytest.mark.slow, pytest.mark.skip]\ndef test_a(): ...", set()),
        ("@pytest.mark.xfail(reason='-', run=False)\ndef test_a(): ...", set()),
    ],
)
def test_what_pytest_would_not_run_is_no_test(source: str, names: set[str]) -> None:
    assert collected_from(source) == names


def test_a_function_in_a_file_that_pytest_does_not_collect_is_no_test() -> None:
    assert collected("tests/scenarios/scenes.py") == frozenset()


def test_what_is_partial_says_what_is_missing() -> None:
    assert [row.id for row in rows() if row.state == "partial" and "missing:" not in row.shown_by] == []


def of_every_desk(source: str) -> frozenset[str]:
    """Return the names of a module's tests that are played on every desk: neither they nor it are marked for some."""
    body = ast.parse(source).body
    if any(_is_for_some(node.value) for node in body if isinstance(node, ast.Assign) and _is_mark(node)):
        return frozenset()
    functions = [node for node in body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return frozenset(node.name for node in functions if not any(_is_for_some(one) for one in node.decorator_list))


def _is_for_some(node: ast.expr) -> bool:
    return "pytest.mark.desks(" in ast.unparse(node)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("async def test_a(): ...", {"test_a"}),
        ("@pytest.mark.desks('slack', because=X)\ndef test_a(): ...\n@pytest.mark.slow\ndef test_b(): ...", {"test_b"}),
        ("pytestmark = pytest.mark.desks('slack', because=X)\ndef test_a(): ...", set()),
        ("pytestmark = [pytest.mark.slow, pytest.mark.desks('teams', because=X)]\ndef test_a(): ...", set()),
    ],
)
def test_what_is_marked_for_some_desks_is_not_played_on_every_one(source: str, names: set[str]) -> None:
    assert of_every_desk(source) == names


def test_what_is_done_at_the_desk_is_shown_on_both() -> None:
    done = {row.id: TEST.findall(row.shown_by) for row in rows() if row.id in DESK and row.state == "done"}

    assert done
    assert [id for id, named in done.items() if not any(_is_of_every_desk(path, name) for path, name in named)] == []


def _is_of_every_desk(path: str, name: str) -> bool:
    is_scenario = path.startswith("tests/scenarios/")
    return is_scenario and name in of_every_desk((ROOT / path).read_text(encoding="utf-8"))


def test_what_is_done_at_the_desk_names_a_scenario() -> None:
    shown = {row.id: {path for path, _ in TEST.findall(row.shown_by)} for row in rows()}

    assert [one for one in DESK if not any(path.startswith("tests/scenarios/") for path in shown[one])] == []
    assert [row.id for row in rows() if row.id in DESK and row.state == "not yet"] == []
