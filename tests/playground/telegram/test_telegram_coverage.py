"""The coverage table is complete and true."""

import re
from pathlib import Path

from playground.coverage import Route, Status
from playground.server import Playground
from playground.telegram.coverage import ABSENT, ROUTES, rendered
from playground.telegram.methods import METHODS

HERE = Path(__file__).parent
ROWS = {route.method for route in ROUTES}


def served() -> set[str]:
    """List what the application answers for Telegram: the methods, and the addresses."""
    found = set(METHODS)
    for route in Playground().app().router.routes():
        path = route.resource.canonical if route.resource else ""
        if path.startswith("/telegram/") and route.method != "HEAD":
            found.add(f"{route.method} {path}")
    return found


def has_test(route: Route) -> bool:
    file, _, name = route.tested_by.partition(":")
    path = HERE / f"test_telegram_{file}.py"
    return path.is_file() and bool(re.search(rf"def test_{name}\(", path.read_text()))


def test_every_route_has_a_row_and_every_row_of_a_route_exists() -> None:
    assert served() <= ROWS
    assert {row for row in ROWS if "/" in row} <= served()


def test_a_partial_row_says_what_is_missing() -> None:
    assert {route.status for route in ROUTES} == set(Status)
    assert len(ROWS) == len(ROUTES)
    assert ABSENT


def test_every_row_names_a_test_that_exists() -> None:
    assert [route.method for route in ROUTES if not has_test(route)] == []


def test_the_readme_has_the_table_as_it_is() -> None:
    assert (HERE.parents[2] / "playground" / "telegram" / "README.md").read_text().endswith(rendered())
