"""The coverage table is complete and true."""

import re
from pathlib import Path

from playground.coverage import Route, Status
from playground.server import Playground
from playground.twilio.coverage import ABSENT, ROUTES, rendered

HERE = Path(__file__).parent
ROWS = {route.method for route in ROUTES}


def served() -> set[str]:
    """List what the application answers for Twilio."""
    found = set[str]()
    for route in Playground().app().router.routes():
        path = route.resource.canonical if route.resource else ""
        if path.startswith("/twilio/") and route.method != "HEAD":
            found.add(f"{route.method} {path.removeprefix('/twilio')}")
    return found


def has_test(route: Route) -> bool:
    file, _, name = route.tested_by.partition(":")
    path = HERE / f"test_twilio_{file}.py"
    return path.is_file() and bool(re.search(rf"def test_{name}\(", path.read_text()))


def test_every_route_has_a_row_and_every_row_of_a_route_exists() -> None:
    assert served() == {row for row in ROWS if re.match(r"[A-Z]+ /", row)}


def test_a_partial_row_says_what_is_missing() -> None:
    assert {route.status for route in ROUTES} == set(Status)
    assert len(ROWS) == len(ROUTES)
    assert ABSENT


def test_every_row_names_a_test_that_exists() -> None:
    assert [route.method for route in ROUTES if not has_test(route)] == []


def test_the_readme_has_the_table_as_it_is() -> None:
    assert rendered() in (HERE.parents[2] / "playground" / "README.md").read_text()
