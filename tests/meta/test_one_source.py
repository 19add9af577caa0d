"""Scenarios are played on every desk from one source: none speaks of a platform but what is marked to be about it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.meta.repository import ROOT
from tests.scenarios.differences import DIFFERENCES, Difference
from tests.scenarios.played import KINDS

FOLDER = ROOT / "tests" / "scenarios"
SCENARIOS = sorted(FOLDER.glob("test_*.py"))
OF_A_PLATFORM = re.compile(
    r"playground\.(slack|teams)|adapters\.(slack|teams)|scenarios\.(slack|teams)"
    r"|[\"'/](C0|U0|T0|S0|B0|19:)\w+|\bthread_ts\b|simulate\b"
)


def _is_marked(node: ast.AST) -> bool:
    decorators = getattr(node, "decorator_list", [])
    return any("pytest.mark.desks(" in ast.unparse(one) for one in decorators)


def _neutral(file: Path) -> Iterator[tuple[int, str]]:
    """Give the lines of a file that belong to tests which are played on every desk."""
    text = file.read_text(encoding="utf-8")
    body = ast.parse(text).body
    if any(isinstance(one, ast.Assign) and "pytest.mark.desks(" in ast.unparse(one) for one in body):
        return
    marked = [one for one in body if _is_marked(one)]
    theirs = {name for one in marked for name in _names(one)} - {
        name for one in body if not _is_marked(one) and _is_test(one) for name in _names(one)
    }
    left_out = [*marked, *(one for one in body if _names_of(one) and _names_of(one) <= theirs)]
    lines = {number for one in left_out for number in range(one.lineno, (one.end_lineno or one.lineno) + 1)}
    for number, line in enumerate(text.splitlines(), 1):
        if number not in lines:
            yield number, line


def _is_test(node: ast.AST) -> bool:
    return getattr(node, "name", "").startswith("test_")


def _names_of(node: ast.AST) -> set[str]:
    """Give what a statement at the top of a module brings into it."""
    if isinstance(node, ast.ImportFrom):
        return {one.asname or one.name for one in node.names}
    return {node.name} if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else set()


def _names(node: ast.AST) -> Iterator[str]:
    return (one.id for one in ast.walk(node) if isinstance(one, ast.Name))


def test_no_scenario_speaks_of_a_platform_unless_it_is_about_one() -> None:
    found = [
        f"{file.name}:{number}: {line.strip()}"
        for file in SCENARIOS
        for number, line in _neutral(file)
        if OF_A_PLATFORM.search(line)
    ]

    assert found == []


def test_what_is_played_on_some_desks_alone_says_which_difference_is_why() -> None:
    marks = [
        (file.name, ast.unparse(one))
        for file in SCENARIOS
        for one in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(one, ast.Call) and ast.unparse(one.func) == "pytest.mark.desks"
    ]

    assert marks
    assert [one for one in marks if not re.search(r"because=Difference\.[A-Z_]+\)$", one[1])] == []
    named = {name for _, mark in marks for name in re.findall(r"'(\w+)'", mark)}
    assert named <= set(KINDS)


def test_every_difference_says_what_is_there_instead() -> None:
    assert set(DIFFERENCES) == set(Difference)
