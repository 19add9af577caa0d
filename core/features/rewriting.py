"""Changing words of a text while its formatting stays where it was."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.messages import Mark, Text


@dataclass(frozen=True, slots=True)
class Change:
    """`text[start:end]` becomes `by`."""

    start: int
    end: int
    by: str


def rewritten(text: Text, changes: Iterable[Change]) -> Text:
    """Give a text with these changes made; they stand in order and don't overlap."""
    made = tuple(changes)
    if not made:
        return text
    pieces: list[str] = []
    at = 0
    for change in made:
        pieces += (text.text[at : change.start], change.by)
        at = change.end
    pieces.append(text.text[at:])
    moved = (_moved(mark, made) for mark in text.marks)
    return replace(text, text="".join(pieces), marks=tuple(mark for mark in moved if mark.start < mark.end))


def _moved(mark: Mark, changes: tuple[Change, ...]) -> Mark:
    return replace(mark, start=_place(mark.start, changes, begins=True), end=_place(mark.end, changes, begins=False))


def _place(at: int, changes: tuple[Change, ...], *, begins: bool) -> int:
    """Give where an offset went; one in the midst of what was changed goes to its nearer border."""
    shift = 0
    for change in changes:
        if change.end <= at and not (begins and change.start == change.end == at):
            shift += len(change.by) - (change.end - change.start)
        elif change.start < at:
            return change.start + shift + (0 if begins else len(change.by))
        else:
            break
    return at + shift
