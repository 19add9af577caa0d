"""A configuration as plain data, with the place of every key and value kept beside it.

Rules:
1. `data` holds dicts, lists and scalars only; the keys of dicts are text.
2. `doubtful` holds paths whose value could not be read: a problem has been told, and no more is said of them.
3. `places` has an entry for each path in `data`: for mappings, lists, and scalars alike.
4. `Place.written` is a scalar as it stands in the file, before `${NAME}` is replaced.

It knows nothing of YAML and nothing of what keys mean.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from config.hiding import show_key

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: its file, its line, the line of its key, and the text written there."""

    file: str
    line: int
    key_line: int
    written: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data and the places of all its parts."""

    data: dict[str, Value]
    places: dict[Path, Place]
    doubtful: set[Path] = field(default_factory=set)

    def nearest(self, path: Path) -> tuple[Path, Place]:
        """Give the longest beginning of `path` that stands in a file, and its place."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.places:
                return path[:end], self.places[path[:end]]
        return (), self.places[()]


def spell(path: Path) -> str:
    """Write a path for people: keys joined by arrows, list items counted from one."""
    return " -> ".join(show_key(part) if isinstance(part, str) else f"item {part + 1}" for part in path)


def walk(value: Value, path: Path = ()) -> Iterator[tuple[Path, Value]]:
    """Yield the value and everything inside it, with paths."""
    yield path, value
    if isinstance(value, dict):
        for key, child in value.items():
            yield from walk(child, (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from walk(child, (*path, index))


def value_at(value: Value, path: Path) -> Value:
    """Give the value at a path, or None where there is none."""
    for part in path:
        if isinstance(value, dict) and isinstance(part, str):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value
