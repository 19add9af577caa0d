"""Each module says what it is, and is named after the concept that it holds."""

import ast

from tests.meta.repository import files, relative

# Names that say nothing about what is inside.
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc", "base_handler", "stuff"}


def test_every_module_starts_with_a_docstring() -> None:
    silent = [relative(path) for path in files(".py") if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]

    assert silent == []


def test_no_module_has_an_empty_name() -> None:
    named = [relative(path) for path in files(".py", ".ts", ".tsx") if path.stem in EMPTY_NAMES]

    assert named == []
