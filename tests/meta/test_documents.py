"""The documents hang together: every link leads somewhere, every decision is listed."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.meta.repository import ROOT, files, relative

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|<img[^>]+src=\"([^\"]+)\"")
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
OUTSIDE = ("http://", "https://", "mailto:")
DECISIONS = ROOT / "docs" / "decisions"
PARTS_OF_A_DECISION = ["## Context", "## Decision", "## What we gave up"]


def prose(path: Path) -> str:
    """Return a document without its code blocks, where brackets mean something else."""
    return CODE.sub("", path.read_text(encoding="utf-8"))


def links(path: Path) -> list[str]:
    """Return where the links and pictures of a document lead, inside this repository."""
    found = [first or second for first, second in LINK.findall(prose(path))]
    return [target for target in found if not target.startswith(OUTSIDE)]


@cache
def anchors(path: Path) -> frozenset[str]:
    """Return the anchors that a Markdown viewer makes of the headings, and those set by hand."""
    text = prose(path)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
    return frozenset(made | set(re.findall(r"<a (?:id|name)=\"([^\"]+)\"", text)))


def leads_somewhere(source: Path, target: str) -> bool:
    """Tell whether a link's file exists and has the heading it names."""
    name, _, anchor = target.partition("#")
    file = source if not name else (source.parent / name).resolve()
    if not file.exists():
        return False
    return not anchor or file.suffix != ".md" or anchor in anchors(file)


@pytest.mark.parametrize("path", files(".md"), ids=relative)
def test_every_link_leads_somewhere(path: Path) -> None:
    assert [target for target in links(path) if not leads_somewhere(path, target)] == []


def test_every_decision_is_one_page_with_the_three_parts() -> None:
    for path in DECISIONS.glob("*.md"):
        text = path.read_text(encoding="utf-8")

        assert re.match(rf"# {path.name[:4]} ", text), path.name
        assert re.findall(r"^## .*$", text, re.MULTILINE) == PARTS_OF_A_DECISION, path.name


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in DECISIONS.glob("*.md"))

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_index_lists_every_document() -> None:
    index = ROOT / "docs" / "README.md"
    listed = {(index.parent / target.partition("#")[0]).resolve() for target in links(index)}
    written = {path for path in files(".md") if (ROOT / "docs") in path.parents} - {index}

    assert sorted(relative(path) for path in written - listed) == []
