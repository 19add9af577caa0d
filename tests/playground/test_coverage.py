"""The coverage table is complete and true."""

import re
from pathlib import Path

from playground.coverage import Route, Status
from playground.server import Playground
from playground.slack.coverage import ABSENT, ROUTES, rendered
from playground.slack.methods import METHODS

HERE = Path(__file__).parent
ROWS = {route.method for route in ROUTES}


def served() -> set[str]:
    """List what the application answers for Slack."""
    found = set[str]()
    for route in Playground().app().router.routes():
        path = route.resource.canonical if route.resource else ""
        if not path.startswith("/slack/") or route.method == "HEAD":
            continue
        method = path.removeprefix("/slack/api/")
        found |= (
            set(METHODS) | {"api.test"}
            if method == "{method}"
            else {method if method != path else f"{route.method} {path}"}
        )
    return found


def has_test(route: Route) -> bool:
    file, _, name = route.tested_by.partition(":")
    candidates = [HERE / f"test_slack_{file}.py", HERE / f"test_{file}.py"]
    return any(re.search(rf"def test_{name}\(", path.read_text()) for path in candidates if path.is_file())


def test_every_route_has_a_row_and_every_row_of_a_route_exists() -> None:
    assert served() - ROWS == set()
    named = {row for row in ROWS if re.fullmatch(r"[\w.]+", row) or "/slack/" in row}
    assert named - served() == set()


def test_a_partial_row_says_what_is_missing() -> None:
    assert {route.status for route in ROUTES} == set(Status)
    assert [route.method for route in ROUTES if route.status is Status.PARTIAL and len(route.note) < 10] == []
    assert len(ROWS) == len(ROUTES)


def test_every_row_names_a_test_that_exists() -> None:
    assert [route.method for route in ROUTES if not has_test(route)] == []


def test_what_is_said_to_be_absent_is_absent() -> None:
    assert [name for name in ABSENT if name in METHODS] == []


def test_the_readme_has_the_table_as_it_is() -> None:
    readme = (HERE.parents[1] / "playground" / "README.md").read_text()
    assert readme.endswith(rendered())
