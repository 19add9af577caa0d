"""The pinned files install the same packages everywhere, from whichever index the installer is set up for."""

import re
import tomllib

import pytest

from tests.meta.repository import ROOT

FILES = ["requirements.txt", "requirements-dev.txt"]


def lines(name: str) -> list[str]:
    """Return the lines of a pinned file."""
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def pins(name: str) -> dict[str, str]:
    """Return package -> version."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", "\n".join(lines(name)), re.MULTILINE))


def normal(name: str) -> str:
    """Return a requirement's package name as pinned files spell it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", name, maxsplit=1)[0]).lower()


@pytest.mark.parametrize("name", FILES)
def test_a_pinned_file_names_no_index_and_no_address(name: str) -> None:
    suspicious = [line for line in lines(name) if line.startswith("-") or "://" in line or "@ " in line]

    assert suspicious == []


@pytest.mark.parametrize("name", FILES)
def test_every_package_is_pinned_with_a_hash(name: str) -> None:
    text = "\n".join(lines(name))
    blocks = re.split(r"\n(?=[a-z0-9-]+==)", text)[1:]

    assert blocks
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_development_file_holds_every_package_of_the_other_at_the_same_version() -> None:
    both = {package: pins("requirements-dev.txt").get(package) for package in pins("requirements.txt")}

    assert pins("requirements.txt") == both


def test_every_declared_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = list(project["dependencies"])
    wanted += [each for names in extras.values() for each in names]

    assert [each for each in wanted if normal(each) not in pins("requirements-dev.txt")] == []
