"""The documents that are drawn from the code say what the code says."""

import re

from bridge.cli import sentences
from bridge.observing import reference as metrics
from bridge.observing.metrics import METRICS, PREFIX
from core.commands import reference
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation import diagram
from tests.meta.repository import ROOT

COMMANDS = ROOT / "docs" / "commands.md"
CONCEPTS = ROOT / "docs" / "concepts.md"
OPERATIONS = ROOT / "docs" / "operations.md"
GALLERY = ROOT / "docs" / "gallery.md"


def test_the_document_of_commands_is_what_the_registry_gives() -> None:
    assert COMMANDS.read_text(encoding="utf-8") == reference.render(Registry(ALL)), "run `make docs`"


def test_the_picture_of_the_states_is_what_the_machine_gives() -> None:
    concepts = CONCEPTS.read_text(encoding="utf-8")

    assert concepts == diagram.insert(concepts), "run `make docs`"


def test_the_table_of_metrics_is_what_a_scrape_gives() -> None:
    operations = OPERATIONS.read_text(encoding="utf-8")

    assert operations == metrics.insert(operations), "run `make docs`"


def test_the_tables_of_sentences_are_what_people_are_told() -> None:
    gallery = GALLERY.read_text(encoding="utf-8")

    assert gallery == sentences.insert(gallery, ROOT), "run `make docs`"


def test_every_metric_that_an_alert_asks_for_exists() -> None:
    asked = set(re.findall(r"deskbridge_[a-z_]*[a-z]", OPERATIONS.read_text(encoding="utf-8")))
    there = {PREFIX + one.name for one in METRICS} | {f"{PREFIX}{one.name}_bucket" for one in METRICS}

    assert asked - there == set()
