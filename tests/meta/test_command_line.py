"""What the documents tell people to type exists."""

import re
import shlex
import subprocess
import sys

import pytest

from bridge.cli.main import read_arguments
from tests.meta.repository import ROOT, files, relative

TYPED = re.compile(r"(?:^|`)(?:\S+/)?bridge ([a-z]+)", re.MULTILINE)
IN_BLOCK = re.compile(r"^ *(?:\S+/)?bridge ([a-z]+.*)$", re.MULTILINE)
IN_TEXT = re.compile(r"`(?:\S+/)?bridge ([a-z]+ [^`]+)`")  # with more than its name: something to type
BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
TYPED_IN = ("", "sh", "text")
NUMBER = re.compile(r"\bN\b")
TARGET = re.compile(r"(?:^|`)make ([a-z]+)", re.MULTILINE)


def words(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    """Return every word that a document lets people type, with the document."""
    return {(relative(path), word) for path in files(".md") for word in pattern.findall(path.read_text("utf-8"))}


def test_every_subcommand_in_the_documents_exists() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bridge", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert [entry for entry in sorted(words(TYPED)) if not re.search(rf"\b{entry[1]}\b", done.stdout)] == []


def lines() -> list[tuple[str, str]]:
    """Return each whole command line of ours in a document, without the program's name."""
    texts = [(relative(path), path.read_text("utf-8")) for path in files(".md")]
    blocks = [(name, block) for name, text in texts for kind, block in BLOCK.findall(text) if kind in TYPED_IN]
    typed = [(name, line) for name, block in blocks for line in IN_BLOCK.findall(block)]
    return typed + [(name, line) for name, text in texts for line in IN_TEXT.findall(BLOCK.sub("", text))]


@pytest.mark.parametrize(("document", "line"), lines())
def test_every_command_line_in_the_documents_is_taken(document: str, line: str) -> None:
    try:
        options = read_arguments(shlex.split(NUMBER.sub("2", line), comments=True))
    except SystemExit as refused:
        pytest.fail(f"{document}: bridge {line} ends with {refused.code}")

    assert callable(options.run)


def test_there_are_such_lines() -> None:
    told = {line.split()[0] for _, line in lines()}

    assert told >= {"check", "serve", "migrate", "manifest", "erase", "audit"}


def test_every_make_target_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert [entry for entry in sorted(words(TARGET)) if entry[1] not in targets] == []
