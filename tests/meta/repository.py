"""What the meta tests look at: the files of this repository, as git sees them.

New files that are not committed yet count; ignored ones (environments, node_modules, caches) do not. Without git, as
in an unpacked archive, every file outside the usual leftovers counts.
"""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("bridge", "adapters", "config", "core", "playground")
_LEFTOVERS = {".git", ".venv", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
_LIST = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """Return the repository's files with one of the suffixes (all files when none is named), sorted."""
    return tuple(path for path in _every_file() if not suffixes or path.suffix in suffixes)


def relative(path: Path) -> str:
    """Return the path as people write it: from the root, with slashes."""
    return path.relative_to(ROOT).as_posix()


def is_built(path: Path) -> bool:
    """Tell whether the file is a product of `make widgets` and not written by hand."""
    return bool({"static", "dist"} & set(path.relative_to(ROOT).parts[:-1]))


@cache
def _every_file() -> tuple[Path, ...]:
    listed = subprocess.run(_LIST, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        found = (ROOT / name for name in listed.stdout.split("\0") if name)
    else:
        found = (path for path in ROOT.rglob("*") if not _LEFTOVERS & set(path.relative_to(ROOT).parts))
    return tuple(sorted(path for path in found if path.is_file()))
