"""docs/security.md has every requirement of levels 1 and 2 once and names tests that exist; the code keeps its word."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.meta.repository import ROOT, files, relative
from tests.meta.test_features import TEST, collected

DOCUMENT = ROOT / "docs" / "security.md"
STATES = {"met", "partly", "not met", "yours", "n/a"}
SECTIONS = {
    1: (2, 9, 11, 3, 2), 2: (3, 3, 4, 1), 3: (0, 2, 4, 6, 5, 0, 2), 4: (3, 1, 2, 4), 5: (1, 3, 2, 3),
    6: (3, 12, 4, 4, 5, 3, 0, 4), 7: (3, 4, 2, 5, 2, 2), 8: (2, 3, 1, 1), 9: (3, 4), 10: (2, 2, 4, 11, 5, 2, 3),
    11: (2, 3, 3, 4, 1, 1, 0), 12: (3, 2, 4), 13: (1, 5, 2, 5), 14: (2, 4, 3), 15: (3, 3, 7, 0),
    16: (1, 5, 4, 3, 3), 17: (1, 4, 2),
}  # fmt: skip
"""How many requirements of levels 1 and 2 each section of each chapter of ASVS 5.0.0 has; level 3 comes last."""
RUNNING = ("bridge", "adapters", "core", "config")
NOT_SERVING = ("bridge/bench/", "bridge/demo/")
SECRET = re.compile(r"(^|_)(secret|token|signature|digest|ticket|password|hmac|nonce)$")
COLUMN = re.compile(r"\.c\.|^_T\.")
"""A table's column: what is compared with it is compared by the database, and is a digest of 256 bits."""
ROW = re.compile(r"^\| (\d+\.\d+\.\d+)(?:\N{EN DASH}(\d+\.\d+\.\d+))? \|")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a chapter's table: the requirements, and what is said of them."""

    ids: tuple[str, ...]
    state: str
    shown_by: str


def rows(text: str) -> list[Row]:
    """Give the rows of all tables of requirements."""
    found = []
    for line in text.splitlines():
        if match := ROW.match(line):
            cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
            found.append(Row(tuple(between(match[1], match[2] or match[1])), cells[1], cells[-1]))
    return found


def between(first: str, last: str) -> Iterator[str]:
    """Give all numbers of a section from one to another."""
    section, start = first.rsplit(".", 1)
    assert last.rsplit(".", 1)[0] == section, f"{first} to {last} is in two sections"
    for number in range(int(start), int(last.rsplit(".", 1)[1]) + 1):
        yield f"{section}.{number}"


def wanted() -> list[str]:
    """Give all numbers of levels 1 and 2."""
    return [
        f"{chapter}.{section}.{number}"
        for chapter, counts in SECTIONS.items()
        for section, count in enumerate(counts, start=1)
        for number in range(1, count + 1)
    ]


@cache
def table() -> list[Row]:
    """Give the rows of the document."""
    return rows(DOCUMENT.read_text(encoding="utf-8"))


def test_every_requirement_of_levels_1_and_2_is_there_once_and_in_its_order() -> None:
    assert len(wanted()) == 253
    assert [one for row in table() for one in row.ids] == wanted()


def test_every_chapter_is_there() -> None:
    headings = re.findall(r"^### V(\d+) ", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)

    assert [int(one) for one in headings] == list(range(1, 18))


def test_every_state_is_one_of_those_that_are_told() -> None:
    assert {row.ids: row.state for row in table() if row.state not in STATES} == {}


def test_what_is_met_in_whole_or_part_names_a_test() -> None:
    assert [row.ids for row in table() if row.state in {"met", "partly"} and not TEST.search(row.shown_by)] == []


def test_every_named_test_exists() -> None:
    named = [(row.ids, path, name) for row in table() for path, name in TEST.findall(row.shown_by)]

    assert [entry for entry in named if entry[2] not in collected(entry[1])] == []
    assert [row.ids for row in table() if row.shown_by.count("::") != len(TEST.findall(row.shown_by))] == []


def test_whoever_finds_a_hole_is_told_where_to_go() -> None:
    assert "vulnerability" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "(../SECURITY.md)" in DOCUMENT.read_text(encoding="utf-8")


def sources() -> list[Path]:
    """Give the modules that serve."""
    named = ((path, relative(path)) for path in files(".py"))
    return [path for path, name in named if name.startswith(RUNNING) and not name.startswith(NOT_SERVING)]


@cache
def tree(path: Path) -> ast.Module:
    """Give a module, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def test_nothing_runs_words_as_code_or_as_a_command() -> None:
    modules = {"pickle", "marshal", "shelve", "xml", "lxml", "subprocess"}
    found = []
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and runs_words(node.func):
                found.append((relative(path), node.lineno))
            if isinstance(node, (ast.Import, ast.ImportFrom)) and modules & imported(node):
                found.append((relative(path), node.lineno))

    assert found == []


def runs_words(function: ast.expr) -> bool:
    """Tell whether a function takes words as code, or as a command of the system."""
    if isinstance(function, ast.Attribute):
        return function.attr in {"system", "popen", "create_subprocess_shell"}
    return isinstance(function, ast.Name) and function.id in {"eval", "exec", "compile", "__import__"}


def imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    """Give the packages that are imported."""
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
    return {name.partition(".")[0] for name in names}


def compared(source: ast.Module) -> Iterator[int]:
    """Give the lines on which something that is called a secret is compared by == or !=, but for look-ups in tables."""
    for node in ast.walk(source):
        if not isinstance(node, ast.Compare) or not any(isinstance(op, (ast.Eq, ast.NotEq)) for op in node.ops):
            continue
        sides = [node.left, *node.comparators]
        if any(isinstance(side, ast.Constant) or COLUMN.search(ast.unparse(side)) for side in sides):
            continue
        if any(SECRET.search(ast.unparse(side).partition(".text")[0].lower().rsplit(".", 1)[-1]) for side in sides):
            yield node.lineno


ALLOWED = {
    "adapters/web/edge.py": "whether the token that was checked is the one that the browser showed: itself",
}
"""What is no comparison of something to be guessed."""


def test_what_is_secret_is_compared_in_constant_time() -> None:
    found = {relative(path): lines for path in sources() if (lines := list(compared(tree(path))))}

    assert {name: lines for name, lines in found.items() if name not in ALLOWED} == {}
    assert sorted(ALLOWED) == [name for name in sorted(found) if name in ALLOWED]


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("given == self._secret", True),
        ("if shown != row.link_digest: ...", True),
        ("token == other.token", True),
        ("hmac.compare_digest(given, secret)", False),
        ("TABLE.c.digest == digest", False),
        ("secret == ''", False),
        ("status == other", False),
    ],
)
def test_a_comparison_that_tells_by_its_time_is_found(source: str, *, is_found: bool) -> None:
    assert bool(list(compared(ast.parse(source)))) is is_found


def test_what_nobody_may_guess_comes_from_the_systems_random_source() -> None:
    users = [
        relative(path)
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.Import, ast.ImportFrom)) and "random" in imported(node)
    ]

    assert users == ["bridge/delivery/trying.py"], "which varies its pauses, and no more"


WEAK = re.compile(r"\b(md5|sha1|sha224|DES3?|TripleDES|ARC4|ECB|CBC|PKCS1v15\(\)|HS1|none_algorithm)\b")
ALGORITHMS = {r"\bsha256\b": "SHA-256", "AESGCM": "AES-256-GCM", "HS256": "HS256", "RS256": "RS256", "ES256": "ES256"}


def test_every_algorithm_is_in_the_inventory() -> None:
    texts = {relative(path): path.read_text(encoding="utf-8") for path in sources()}
    told = DOCUMENT.read_text(encoding="utf-8")

    assert {name: WEAK.findall(text) for name, text in texts.items() if WEAK.search(text)} == {}
    for used, name in ALGORITHMS.items():
        assert any(re.search(used, text) for text in texts.values()), used
        assert name in told


def test_no_certificate_goes_unchecked() -> None:
    unchecked = re.compile(
        r"verify=False|ssl=False|CERT_NONE|check_hostname\s*=\s*False|_create_unverified|validate_certs=False"
    )

    assert [relative(path) for path in sources() if unchecked.search(path.read_text(encoding="utf-8"))] == []
