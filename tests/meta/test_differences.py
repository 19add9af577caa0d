"""docs/teams-and-slack.md tells every difference between the desks that the code declares, and no other."""

import re
from dataclasses import fields

import pytest

from adapters.slack import capabilities as of_slack
from adapters.slack.config import SlackSection
from adapters.teams import capabilities as of_teams
from adapters.teams.config import TeamsSection
from core.capabilities import DeskCapabilities, Support
from tests.meta.repository import ROOT
from tests.scenarios.differences import DIFFERENCES, Difference
from tests.scenarios.played import KINDS

PAGE = (ROOT / "docs" / "teams-and-slack.md").read_text(encoding="utf-8")
LEFT_OUT = {"budgets"}
"""Numbers, each with its vendor's page beside it in `adapters/*/capabilities.py`."""


def declared() -> tuple[DeskCapabilities, DeskCapabilities]:
    slack, teams = KINDS["slack"].section(), KINDS["teams"].section()
    return (
        of_slack.capabilities(SlackSection.model_validate(slack)),
        of_teams.capabilities(TeamsSection.model_validate(teams)),
    )


def written(value: object) -> str:
    """Write a capability as the page does."""
    if isinstance(value, Support):
        return value.name.lower()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}"


def rows(under: str) -> list[list[str]]:
    """Give the rows of the table under a heading."""
    part = PAGE.partition(f"## {under}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_the_page_has_what_each_desk_carries() -> None:
    slack, teams = declared()
    names = [one.name for one in fields(DeskCapabilities) if one.name not in LEFT_OUT]
    differ = {name: (written(getattr(slack, name)), written(getattr(teams, name))) for name in names}
    shown = {row[0].strip("`"): (row[1], row[2]) for row in rows("What each desk carries") if row[0].startswith("`")}

    assert shown == {name: both for name, both in differ.items() if both[0] != both[1]}


def test_the_page_has_what_scenarios_name_as_different() -> None:
    shown = {row[0].strip("`"): (row[1], row[2]) for row in rows("What only one desk has") if row[0].startswith("`")}

    assert shown == {one.value: (DIFFERENCES[one].slack, DIFFERENCES[one].teams) for one in Difference}


@pytest.mark.parametrize("difference", Difference)
def test_each_difference_is_named_by_a_scenario(difference: Difference) -> None:
    scenarios = (ROOT / "tests" / "scenarios").glob("test_*.py")
    named = re.compile(rf"because=Difference\.{difference.name}\b")

    assert any(named.search(one.read_text(encoding="utf-8")) for one in scenarios)
