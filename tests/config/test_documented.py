"""What the documents show of the configuration can be written so."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bridge.cli.settings import read
from tests.config.example_env import EXAMPLE_ENV
from tests.meta.repository import ROOT

EXAMPLE = ROOT / "config" / "example.yaml"
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
VARIABLE = re.compile(r"\$\{(\w+)\}")
SHOWN = [
    pytest.param(block, id=f"{name}, {number}")
    for name in ("routing.md",)
    for number, block in enumerate(BLOCK.findall((ROOT / "docs" / name).read_text(encoding="utf-8")), start=1)
]


def laid_over(base: dict[str, Any], shown: dict[str, Any]) -> dict[str, Any]:
    """Lay what is shown over settings: in each section, for each name, the keys that are shown take others' places."""
    return base | {
        section: base.get(section, {}) | {name: base.get(section, {}).get(name, {}) | keys for name, keys in of.items()}
        for section, of in shown.items()
    }


@pytest.mark.parametrize("block", SHOWN)
def test_a_piece_of_configuration_in_a_document_is_taken_as_it_stands_there(block: str, tmp_path: Path) -> None:
    example = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    file = tmp_path / "bridge.yaml"
    file.write_text(yaml.safe_dump(laid_over(example, yaml.safe_load(block))), encoding="utf-8")

    config = read([file], EXAMPLE_ENV)

    assert set(config.queues) >= set(example["queues"])


def test_there_are_such_pieces() -> None:
    assert len(SHOWN) == 4


def blocks(document: str) -> list[str]:
    """Give what a document shows as YAML."""
    return BLOCK.findall((ROOT / "docs" / document).read_text(encoding="utf-8"))


@pytest.mark.parametrize("document", ["slack.md", "teams.md"])
def test_the_first_steps_with_a_desk_show_one_whole_configuration_that_is_good_as_it_stands(
    document: str, tmp_path: Path
) -> None:
    (whole,) = blocks(document)
    file = tmp_path / "bridge.yaml"
    file.write_text(whole, encoding="utf-8")

    config = read([file], dict.fromkeys(VARIABLE.findall(whole), "a-secret-of-some-length"))

    assert list(config.desks) == [document.removesuffix(".md")]
    assert config.server.public_url.startswith("https://")


@pytest.mark.parametrize("document", ["slack.md", "teams.md"])
def test_the_whole_configuration_stands_before_the_first_command_that_reads_it(document: str) -> None:
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")

    assert text.index("```yaml") < re.search(r"(?m)^bridge |`bridge ", text).start()  # type: ignore[union-attr]
