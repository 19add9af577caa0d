"""The documents that are drawn from the core say what the core says."""

from core.commands import reference
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation import diagram
from tests.meta.repository import ROOT

COMMANDS = ROOT / "docs" / "commands.md"
CONCEPTS = ROOT / "docs" / "concepts.md"


def test_the_document_of_commands_is_what_the_registry_gives() -> None:
    assert COMMANDS.read_text(encoding="utf-8") == reference.render(Registry(ALL)), "run `make docs`"


def test_the_picture_of_the_states_is_what_the_machine_gives() -> None:
    concepts = CONCEPTS.read_text(encoding="utf-8")

    assert concepts == diagram.insert(concepts), "run `make docs`"
