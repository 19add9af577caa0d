"""The knowledge bases as files: read at the start, and again when they change (T11)."""

import os
from pathlib import Path

import pytest

from bridge import knowledge
from bridge.knowledge import LARGEST, FolderMissing, Library
from config.knowledge import KnowledgeBase
from tests.build_policy import a_bot


def a_base(folder: Path, **changes: str) -> KnowledgeBase:
    """Make the settings of a base."""
    return KnowledgeBase.model_validate({"title": "Help", "folder": str(folder)} | changes)


def write(file: Path, text: str, at: int) -> None:
    """Write an article, changed at that second."""
    file.write_text(text, encoding="utf-8")
    os.utime(file, (at, at))


def titles(library: Library) -> list[str]:
    """Give all titles."""
    return [one.title for one in library.index().of(("help",))]


def test_a_folder_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="nothing"):
        Library({"help": a_base(tmp_path / "nothing")})


def test_articles_that_are_added_changed_and_taken_out_are_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge, "FRESH", 0.0)
    write(tmp_path / "a.md", "# Apples", 1)
    write(tmp_path / "b.md", "# Pears", 1)
    library = Library({"help": a_base(tmp_path)})
    assert titles(library) == ["Apples", "Pears"]
    write(tmp_path / "a.md", "# Plums", 2)
    (tmp_path / "b.md").unlink()
    (tmp_path / "more").mkdir()
    write(tmp_path / "more" / "c.md", "# Cherries", 2)
    assert titles(library) == ["Cherries", "Plums"]


def test_files_are_not_looked_at_for_each_search(tmp_path: Path) -> None:
    library = Library({"help": a_base(tmp_path)})
    write(tmp_path / "a.md", "# Apples", 1)
    assert titles(library) == []


def test_what_cannot_be_read_is_left_out_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "# Apples", 1)
    (tmp_path / "broken.md").write_bytes(b"# \xff\xfe")
    (tmp_path / "book.md").write_bytes(b"x" * (LARGEST + 1))
    (tmp_path / "notes.txt").write_text("# Notes")
    assert titles(Library({"help": a_base(tmp_path)})) == ["Apples"]


def test_a_bot_says_only_what_its_own_bases_surely_answer(tmp_path: Path) -> None:
    write(tmp_path / "returns.md", "# Returns\n\nWithin 30 days.", 1)
    library = Library({"help": a_base(tmp_path)})
    said = library.answer(a_bot(knowledge=("help",)), "Can I return it?")
    assert said is not None
    assert "Within 30 days." in said.text
    assert library.answer(a_bot(knowledge=("help",)), "hello") is None
    assert library.answer(a_bot(), "Can I return it?") is None
