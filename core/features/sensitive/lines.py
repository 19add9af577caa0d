"""A text in stretches for an admin's patterns: what a pattern costs may grow with the cube of what it is given."""

from collections.abc import Iterator

_STRETCH, _OVERLAP = 600, 120
"""How much of a line is looked at at once, and how much of it twice, so that no border hides anything."""


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Give the stretches of each line."""
    at = 0
    for line in text.splitlines(keepends=True):
        end = at + len(line.rstrip("\r\n"))
        for start in range(at, max(at + 1, end - _OVERLAP), _STRETCH - _OVERLAP):
            yield start, min(end, start + _STRETCH)
        at += len(line)
