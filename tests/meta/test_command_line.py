"""What the documents tell people to type exists."""

import re
import subprocess
import sys

from tests.meta.repository import ROOT, files, relative

TYPED = re.compile(r"(?:^|`)(?:\S+/)?bridge ([a-z]+)", re.MULTILINE)
TARGET = re.compile(r"(?:^|`)make ([a-z]+)", re.MULTILINE)


def words(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    """Return every word that a document lets people type, with the document."""
    return {(relative(path), word) for path in files(".md") for word in pattern.findall(path.read_text("utf-8"))}


def test_every_subcommand_in_the_documents_exists() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bridge", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert [entry for entry in sorted(words(TYPED)) if not re.search(rf"\b{entry[1]}\b", done.stdout)] == []


def test_every_make_target_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert [entry for entry in sorted(words(TARGET)) if entry[1] not in targets] == []
