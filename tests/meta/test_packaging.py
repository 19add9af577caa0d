"""The built package carries what the program reads at run time, and nothing else of the repository."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.meta.repository import OURS, ROOT, files, is_built

PAGES = {path.parent for path in files(".mjs") if path.name == "build.mjs"}
DATA = {".json", ".yaml", ".html", ".mako", ".typed"}
ARTICLES = "bridge/demo/knowledge/"
"""Where the demo's knowledge base is: Markdown that is read at run time."""


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from a copy, so that no build folder appears in the work tree."""
    copy = tmp_path_factory.mktemp("source")
    for path in files():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    wheel = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation", "-w", "out", "."]
    subprocess.run(wheel, cwd=copy, check=True, capture_output=True)
    with zipfile.ZipFile(next((copy / "out").glob("*.whl"))) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def wanted(path: Path) -> bool:
    """Tell whether a file belongs into the package: our modules, their data, and built assets."""
    parts = path.relative_to(ROOT).parts
    if parts[0] not in OURS or PAGES & set(path.parents):  # what pages are built from stays at home
        return False
    is_article = path.relative_to(ROOT).as_posix().startswith(ARTICLES)
    return path.suffix == ".py" or path.suffix in DATA or is_article or is_built(path)


@pytest.mark.slow
def test_the_package_carries_every_module_and_what_they_read(packaged: set[str]) -> None:
    expected = {path.relative_to(ROOT).as_posix() for path in files() if wanted(path)}

    assert expected - packaged == set()


@pytest.mark.slow
def test_the_package_carries_nothing_else(packaged: set[str]) -> None:
    assert {name for name in packaged if name.split("/")[0] not in OURS} == set()
    sources = {name for name in packaged if name.endswith((".ts", ".tsx", ".mjs", ".md"))}
    assert {name for name in sources if not name.startswith(ARTICLES)} == set()
