"""CHANGELOG.md can be read by people and cut into release notes by a machine."""

import re

from tests.meta.repository import ROOT

SECTIONS = ["Security", "Removed", "Deprecated", "Added", "Changed", "Fixed"]
RELEASE = re.compile(r"\d+\.\d+\.\d+ \(\d{4}-\d{2}-\d{2}\)")


def releases() -> dict[str, dict[str, list[str]]]:
    """Return release -> section -> its lines."""
    found: dict[str, dict[str, list[str]]] = {}
    section: list[str] = []
    for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            found[line[3:]] = {}
        elif line.startswith("### "):
            section = found[list(found)[-1]].setdefault(line[4:], [])
        elif line and found:
            section.append(line)
    return found


def test_the_newest_release_is_the_unreleased_one() -> None:
    assert next(iter(releases())) == "Unreleased"


def test_every_other_release_has_a_number_and_a_date() -> None:
    assert [name for name in list(releases())[1:] if not RELEASE.fullmatch(name)] == []


def test_sections_have_known_names_in_the_settled_order() -> None:
    for sections in releases().values():
        assert [name for name in SECTIONS if name in sections] == list(sections)


def test_every_section_is_a_list_with_something_in_it() -> None:
    for sections in releases().values():
        for lines in sections.values():
            assert lines
            assert [line for line in lines if not line.startswith(("- ", "  "))] == []
