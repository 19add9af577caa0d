"""The generated documents: written from the code that they describe, and compared with it by `--check` and by tests."""

from collections.abc import Mapping
from pathlib import Path

from bridge.cli.sentences import insert as insert_sentences
from bridge.cli.settings import sections
from bridge.observing.reference import insert as insert_metrics
from config import generated
from core.commands.catalog import ALL
from core.commands.reference import render as render_commands
from core.commands.registry import Registry
from core.conversation.diagram import insert as insert_diagram

CONCEPTS = "docs/concepts.md"
OPERATIONS = "docs/operations.md"
GALLERY = "docs/gallery.md"


def documents(root: Path) -> Mapping[str, str]:
    """Give the text of every generated document by its path."""
    concepts, operations, gallery = (
        (root / name).read_text(encoding="utf-8") for name in (CONCEPTS, OPERATIONS, GALLERY)
    )
    return {
        **generated.files(sections()),
        "docs/commands.md": render_commands(Registry(ALL)),
        CONCEPTS: insert_diagram(concepts),
        OPERATIONS: insert_metrics(operations),
        GALLERY: insert_sentences(gallery, root),
    }


def stale(root: Path) -> Mapping[str, str]:
    """Give the documents that differ from the code, with the text that they should have."""
    return {name: text for name, text in documents(root).items() if not _is(root / name, text)}


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
