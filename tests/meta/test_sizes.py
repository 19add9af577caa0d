"""Files stay within 300 lines and functions within 40; what is larger has its reason in size_exceptions.toml."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.meta.repository import ROOT, files, is_built, relative

MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 40
EXCEPTIONS = ROOT / "tests" / "meta" / "size_exceptions.toml"
SHORTEST_REASON = 20  # characters; "legacy" is not a reason


def exceptions(kind: str) -> dict[str, str]:
    """Return the exceptions of one kind with their reasons."""
    found: dict[str, str] = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))[kind]
    return found


def long_files() -> dict[str, int]:
    """Return every source file above the limit with its number of lines."""
    sources = [path for path in files(".py", ".ts", ".tsx", ".js", ".mjs") if not is_built(path)]
    lines = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources}
    return {name: count for name, count in lines.items() if count > MOST_LINES_OF_A_FILE}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the name (with its classes) and the number of lines of every function in a Python file."""

    def walk(node: ast.AST, inside: str) -> Iterator[tuple[str, int]]:
        for child in ast.iter_child_nodes(node):
            name = f"{inside}.{child.name}".lstrip(".") if isinstance(child, _NAMED) else inside
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)) and child.end_lineno is not None:
                yield name, child.end_lineno - child.lineno + 1
            yield from walk(child, name)

    yield from walk(ast.parse(path.read_text(encoding="utf-8")), "")


_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def long_functions() -> dict[str, int]:
    """Return every function above the limit with its number of lines; schema migrations are lists, not logic."""
    return {
        f"{relative(path)}::{name}": lines
        for path in files(".py")
        if "migrations" not in path.parts
        for name, lines in functions(path)
        if lines > MOST_LINES_OF_A_FUNCTION
    }


def test_no_file_is_above_300_lines_without_a_reason() -> None:
    assert {name: lines for name, lines in long_files().items() if name not in exceptions("files")} == {}


def test_no_function_is_above_40_lines_without_a_reason() -> None:
    assert {name: lines for name, lines in long_functions().items() if name not in exceptions("functions")} == {}


def test_every_exception_is_still_needed_and_has_a_reason() -> None:
    needed = long_files() | long_functions()
    listed = exceptions("files") | exceptions("functions")

    assert [name for name in listed if name not in needed] == []
    assert [name for name, reason in listed.items() if len(reason) < SHORTEST_REASON] == []
