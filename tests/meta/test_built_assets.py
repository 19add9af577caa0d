"""The committed scripts and styles are what the committed sources give, byte for byte.

Building needs Node.js. Elsewhere the packages must be there already (`make widgets`), or the test is skipped; in CI
they are installed from the lock file, so that nothing unbuilt can land. A page builds into `static` beside its folder.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.meta.repository import files, relative

SOURCES = [path.parent for path in files(".mjs") if path.name == "build.mjs"]


def built(folder: Path) -> dict[str, bytes]:
    """Return name -> content of every file in a folder of built assets."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def aside(source: Path, into: Path) -> Path:
    """Copy the sources of one page aside, with their packages, so that the work tree is not touched."""
    copy = into / source.name
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("node_modules"))
    if (source / "node_modules").is_dir():
        (copy / "node_modules").symlink_to(source / "node_modules")
    elif os.environ.get("CI"):
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=copy, check=True)
    else:
        pytest.skip("needs `make widgets` first")
    return copy


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES, ids=relative)
def test_a_fresh_build_equals_what_is_committed(source: Path, tmp_path: Path) -> None:
    if shutil.which("node") is None and not os.environ.get("CI"):
        pytest.skip("needs Node.js")
    subprocess.run(["node", "build.mjs"], cwd=aside(source, tmp_path), check=True)

    assert built(tmp_path / "static")
    assert built(source.parent / "static") == built(tmp_path / "static")
