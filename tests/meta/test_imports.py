"""Who may import whom (docs/decisions/0001), and how pure the core is (docs/decisions/0002)."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters import ADAPTERS
from tests.meta.repository import OURS, ROOT, files, relative

# Of the standard library, what would let a clock, chance, waiting or logging into the core.
IMPURE = {"asyncio", "logging", "random", "secrets", "socket", "subprocess", "threading", "time"}
IMPURE_CALLS = {"now", "utcnow", "today", "uuid1", "uuid4", "urandom"}


def settings() -> dict[str, object]:
    """Return the import rules as pyproject.toml states them."""
    found: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    return found


def core_files() -> list[Path]:
    """Return the modules of the core."""
    return [path for path in files(".py") if path.relative_to(ROOT).parts[0] == "core"]


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the top-level name of every import in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "core" if node.level else (node.module or "").split(".")[0]


def test_the_import_rules_hold() -> None:
    # The same program as in `make check`; through Python, so that it is found in any environment.
    command = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_package_of_ours_is_under_the_rules() -> None:
    assert sorted(OURS) == sorted(settings()["root_packages"])  # type: ignore[call-overload]


def test_every_adapter_is_kept_apart_from_the_others() -> None:
    contracts: list[dict[str, list[str]]] = settings()["contracts"]  # type: ignore[assignment]
    apart = next(contract for contract in contracts if "independence" in contract["type"])
    shared = {one.partition(" -> ")[2].removesuffix(".**") for one in apart["ignore_imports"]}
    built = {
        f"adapters.{path.parent.name}"
        for path in (ROOT / "adapters").glob("*/__init__.py")
        if "\nADAPTER = " in path.read_text("utf-8")  # attachments is shared by all and is no adapter
    }

    assert apart["modules"] == ["adapters.*"]
    assert built & shared == set()
    assert built == set(ADAPTERS.values())


@pytest.mark.parametrize("path", core_files(), ids=relative)
def test_the_core_imports_only_the_pure_part_of_the_standard_library(path: Path) -> None:
    names = set(imported(ast.parse(path.read_text(encoding="utf-8"))))

    assert names - sys.stdlib_module_names - {"core"} == set()
    assert names & IMPURE == set()


@pytest.mark.parametrize("path", core_files(), ids=relative)
def test_the_core_never_waits_and_never_asks_for_time_or_chance(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    waiting = [node.name for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef)]
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    asking = [call.attr for call in calls if isinstance(call, ast.Attribute) and call.attr in IMPURE_CALLS]

    assert path.parent.name == "ports" or waiting == []  # ports are signatures; their bodies are elsewhere
    assert asking == []
