"""Canned responses: who finds which, in which order, and who may change them (T8)."""

import pytest

from core.agents.model import RoleAtWork
from core.agents.rights import Right
from core.directory import Directory
from core.features.canned import (
    Canned,
    CannedScope,
    Offered,
    in_order,
    matching,
    may_change,
    may_write,
    of_configuration,
)
from core.features.texts_listed import SHOWN, texts_listed
from core.ids import TeamId
from tests.build import ADA, BOB, a_profile
from tests.build_policy import a_canned_text, a_team

TEA = TeamId("tea")


def a_text(id: str = "x", title: str = "Thanks", **changes: object) -> Canned:
    """Make a text of Ada's."""
    given: dict[str, object] = {"text": "Thank you.", "owner": ADA} | changes
    return Canned(id, title, **given)  # type: ignore[arg-type]


def a_place(*members: str) -> Directory:
    """Make a directory with a team of these members, led by Bob."""
    team = a_team("tea", BOB, members=frozenset(members))  # type: ignore[arg-type]
    return Directory(teams={team.id: team})


def test_texts_of_the_configuration_are_the_teams_own_or_everybodys() -> None:
    texts = (a_canned_text(), a_canned_text("steep", teams=frozenset({TEA}), shortcut="st"))
    assert [one.id for one in of_configuration(texts, a_place("ada"), a_profile(ADA))] == [
        "config:thanks",
        "config:steep",
    ]
    assert [one.shortcut for one in of_configuration(texts, a_place("cleo"), a_profile(BOB))] == ["thanks", "st"]
    assert [one.id for one in of_configuration(texts, a_place("cleo"), a_profile(ADA))] == ["config:thanks"]


def test_texts_stand_by_folder_and_title_those_of_another_language_last() -> None:
    texts = (
        a_text("a", "Zebra"),
        a_text("b", "apple", folder=("Fruit",)),
        a_text("c", "Danke", language="de-at"),
        a_text("d", "Bye", language="en"),
    )
    assert [one.id for one in in_order(texts, "en-gb")] == ["d", "a", "b", "c"]
    assert [one.id for one in in_order(texts, "")] == ["d", "c", "a", "b"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["a", "b", "c"]),
        ("rs", ["b", "a"]),
        ("RS", ["b", "a"]),
        ("refund billing", ["b"]),
        ("milk", ["c"]),
        ("nowhere", []),
        ("a", ["a", "b", "c"]),
    ],
)
def test_a_shortcut_finds_before_a_name_and_a_name_before_words(typed: str, found: list[str]) -> None:
    texts = (
        a_text("a", "Hours", text="Our hours"),
        a_text("b", "Refund", folder=("Billing",), shortcut="rs"),
        a_text("c", "Bye", text="All the best, and milk"),
    )
    assert [one.id for one in matching(texts, typed)] == found


def test_own_texts_are_changed_by_their_owner_and_those_of_the_configuration_by_nobody() -> None:
    assert may_change(a_text(), a_profile(ADA), a_place())
    assert not may_change(a_text(), a_profile(BOB), a_place())
    assert not may_change(a_text(fixed=True), a_profile(ADA), a_place())


def test_a_teams_texts_take_the_right_and_the_team() -> None:
    writer = a_profile(ADA, rights=frozenset({Right.TEAM_TEXTS}))
    leader = a_profile(BOB, role=RoleAtWork.SUPERVISOR)
    assert may_write(CannedScope.TEAM, TEA, writer, a_place("ada"))
    assert not may_write(CannedScope.TEAM, TEA, writer, a_place("cleo"))
    assert not may_write(CannedScope.TEAM, TEA, a_profile(ADA), a_place("ada"))
    assert may_write(CannedScope.TEAM, TEA, leader, a_place("cleo"))
    assert not may_write(CannedScope.TEAM, "gone", leader, a_place("cleo"))


def test_everybodys_texts_take_a_right_of_their_own() -> None:
    assert may_write(CannedScope.ALL, "", a_profile(ADA, rights=frozenset({Right.ALL_TEXTS})), a_place())
    assert not may_write(CannedScope.ALL, "", a_profile(ADA, rights=frozenset({Right.TEAM_TEXTS})), a_place())


def test_a_list_names_folders_shortcuts_and_whose_each_is() -> None:
    texts = (
        a_text("a", "Hours", scope=CannedScope.ALL, shortcut="h"),
        a_text("b", "Refund", folder=("Billing", "Old"), scope=CannedScope.TEAM, owner="tea"),
        a_text("c", "Return", folder=("Billing", "Old"), scope=CannedScope.TEAM, owner="gone"),
        a_text("d", "Mine", folder=("Mine",)),
        a_text("e", "Fixed", folder=("Mine",), fixed=True),
    )
    assert texts_listed(texts, {"tea": "Tea"}).splitlines() == [
        "Canned responses:",
        "• Hours · !canned h · everybody's",
        "Billing / Old:",
        "• Refund · Tea",
        "• Return · your team's",
        "Mine:",
        "• Mine · yours",
        "• Fixed · from the configuration",
    ]


def test_a_long_list_says_how_many_more_there_are() -> None:
    assert texts_listed([a_text(str(one)) for one in range(SHOWN + 2)], {}).endswith(
        "and 2 more; !canned finds them all"
    )
    assert texts_listed((), {}) == "There are no canned responses yet."


def test_what_is_gone_is_not_found() -> None:
    assert Offered((a_text("a"),)).find("b") is None
