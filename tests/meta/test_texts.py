"""Every sentence that is said exists with exactly its arguments, and every sentence that exists is said.

A key that is put together (`say(f"hold_{reason}")`) is known by its literal parts and checked with every value that can
stand between them; a key that is chosen first and said later counts as said where its literal stands.
"""

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from adapters import ADAPTERS, spec
from core import texts
from core.texts import ON_CARDS, PEOPLE
from tests.meta.repository import ROOT, files, relative

OF_ADAPTERS = [spec(name).sentences for name in ADAPTERS]
TEMPLATES = {**texts.TEMPLATES, **{key: words for one in OF_ADAPTERS for key, words in one.items()}}
"""The core's sentences and, beside them, those of each adapter, as the bridge puts them together."""

SAYING = {"say", "home_words", "name"}
"""Functions whose first argument is a key: `say`, and what cards and home pages wrap around it."""


@dataclass(frozen=True)
class Said:
    """A key as it stands in a call, with the names of its arguments; `open_` where further ones are spread in."""

    where: str
    key: str
    args: frozenset[str]
    open_: bool


def sources() -> list[Path]:
    """Give the modules that may say something, but for the sentences' own."""
    ours = [path for path in files(".py") if path.relative_to(ROOT).parts[0] in ("core", "bridge", "adapters")]
    words = [path for path in ours if path.name == "sentences.py" and relative(path).startswith("adapters/")]
    return [path for path in ours if path not in words and not relative(path).startswith("core/texts/")]


def fields(template: str) -> frozenset[str]:
    """Give the names of a sentence's arguments."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


def literals(node: ast.expr) -> list[str]:
    """Give the keys that an expression can be, of those that stand there as literals."""
    match node:
        case ast.Constant(value=str(value)):
            return [value]
        case ast.IfExp(body=body, orelse=orelse):
            return literals(body) + literals(orelse)
        case _:
            return []


def pattern(node: ast.JoinedStr) -> str:
    """Give the regular expression of the keys that an f-string can be."""
    parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+" for part in node.values]
    return "".join(parts)


def calls(path: Path) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Yield the calls that say something, each with its key."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            function = node.func
            called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if called in SAYING:
                yield node, node.args[0]


def everything_said() -> list[Said]:
    """Give every key that stands as a literal in a call."""
    return [
        Said(
            f"{relative(path)}:{call.lineno}",
            key,
            frozenset(word.arg for word in call.keywords if word.arg),
            any(word.arg is None for word in call.keywords),
        )
        for path in sources()
        for call, first in calls(path)
        for key in literals(first)
    ]


def put_together() -> dict[str, str]:
    """Give the patterns of the keys that are put together, with where."""
    return {
        pattern(first): f"{relative(path)}:{call.lineno}"
        for path in sources()
        for call, first in calls(path)
        if isinstance(first, ast.JoinedStr)
    }


def every_literal() -> set[str]:
    """Give all strings of the sources: a key may be chosen in one line and said in another.

    The desk of the contract tests is a desk too: what only it says is there for desks of every kind.
    """
    found: set[str] = set()
    for path in (*sources(), *(ROOT / "tests" / "contracts").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_key_that_is_said_exists() -> None:
    assert [(said.where, said.key) for said in everything_said() if said.key not in TEMPLATES] == []


def test_every_sentence_is_given_exactly_its_arguments() -> None:
    wrong = [
        (said.where, said.key, sorted(said.args))
        for said in everything_said()
        if said.key in TEMPLATES and not said.open_ and said.args != fields(TEMPLATES[said.key])
    ]

    assert wrong == []


def test_every_key_that_is_put_together_can_exist() -> None:
    patterns = put_together()

    assert patterns  # cards, homes and prompts put theirs together
    assert {
        where: made for made, where in patterns.items() if not any(re.fullmatch(made, key) for key in TEMPLATES)
    } == {}


def test_every_sentence_is_said_somewhere() -> None:
    chosen = every_literal()
    patterns = [re.compile(made) for made in put_together()]

    unsaid = [key for key in TEMPLATES if key not in chosen and not any(one.fullmatch(key) for one in patterns)]

    assert unsaid == []


def test_no_key_stands_in_two_groups() -> None:
    groups = (texts.TO_AGENTS, texts.IN_THREADS, texts.OF_HOLDING, texts.OF_FAILING, ON_CARDS, *OF_ADAPTERS)

    assert sum(len(group) for group in groups) == len(TEMPLATES)


@pytest.mark.parametrize("key", TEMPLATES)
def test_sentence_is_short_and_ends_like_one(key: str) -> None:
    words = TEMPLATES[key]

    assert words == words.strip()
    assert len(words) <= 150
    assert "  " not in words
    if key not in ON_CARDS:
        assert words.endswith((".", "?", "}"))


def test_people_are_arguments_of_some_sentence() -> None:
    assert frozenset().union(*(fields(words) for words in TEMPLATES.values())) >= PEOPLE
