"""The recipe for a channel is true: what it names is there, and no other code knows the channel that it made."""

import re
from pathlib import Path

import pytest

from adapters import ADAPTERS, spec
from playground.vendors import makers
from tests.contracts.channels.stages import CHANNELS
from tests.fuzz.further import further_doors
from tests.meta.repository import ROOT, files, relative

RECIPE = ROOT / "docs" / "adding-a-channel.md"
MADE = "telegram"
"""The channel that was added by it."""
PATH = re.compile(r"`((?:adapters|bridge|config|core|docs|playground|tests)/[\w./-]*|README\.md|CHANGELOG\.md)`")
NOT_TEXT = {".png", ".jpg", ".gif", ".ico", ".woff2", ".pdf", ".mp3", ".wav", ".zip"}


def told() -> str:
    """Give the recipe."""
    return RECIPE.read_text(encoding="utf-8")


def named() -> list[str]:
    """Give the paths of its last table, all that has to name the channel."""
    return PATH.findall(told().partition("\n## All that has to name it\n")[2])


def knowing() -> set[str]:
    """Give the files of the repository in whose text, or in whose path, the channel is named."""
    texts = [path for path in files() if path.suffix not in NOT_TEXT]
    return {relative(path) for path in texts if MADE in relative(path) or MADE in _words(path)}


def needed() -> list[str]:
    """Give those without which there would be no such channel: documents and scenarios may be about it as they like."""
    return sorted(one for one in knowing() if not one.endswith(".md") and not one.startswith("tests/scenarios/"))


def _words(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").lower()


def test_every_path_that_the_recipe_names_is_there() -> None:
    paths = PATH.findall(told())

    assert len(paths) > 40
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_nothing_but_what_the_recipe_names_knows_the_channel() -> None:
    places = named()
    folders = tuple(path for path in places if path.endswith("/"))

    assert len(folders) == 4
    assert [one for one in needed() if one not in places and not one.startswith(folders)] == []


def test_each_place_that_the_recipe_names_knows_the_channel() -> None:
    knowers = knowing()

    assert [path for path in named() if not any(one.startswith(path) for one in knowers)] == []


@pytest.mark.parametrize("package", ["core", "bridge"])
def test_neither_the_core_nor_the_bridge_names_the_channel(package: str) -> None:
    assert [one for one in knowing() if one.startswith(f"{package}/")] == []


def test_a_line_makes_it_an_adapter_a_stage_puts_it_under_the_contract_and_a_folder_plays_its_vendor() -> None:
    assert ADAPTERS[MADE] == f"adapters.{MADE}"
    assert spec(MADE).kind == "channel"
    assert MADE in CHANNELS
    assert [make for make in makers() if getattr(make, "__module__", "").startswith(f"playground.{MADE}")]
    assert f"POST /{MADE}/webhook" in further_doors()
