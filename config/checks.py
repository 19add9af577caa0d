"""What all checks of a document share: values at paths, and problems with places.

Rules:
1. Works on the plain data, so that a mistake elsewhere doesn't hide these. Whatever has the wrong shape is left to the
   models to refuse.
2. One check a function; each gives its problems and changes nothing.
"""

from collections.abc import Collection, Iterator

from config.base import DeskSection
from config.document import Document, Path, Value, spell, value_at
from config.hiding import show
from config.problems import ConfigProblem
from config.shape import Shape
from config.suggestions import suggest
from config.validation import see


class Checks:
    """Checks over one document."""

    def __init__(self, document: Document, shape: Shape) -> None:
        self._document = document
        self._shape = shape

    def _twice(self, paths: list[tuple[Path, str]]) -> Iterator[ConfigProblem]:
        """Find an id that stands a second time on the same desk."""
        first: dict[tuple[str, Value], Path] = {}
        for path, desk in paths:
            value = self._at(path)
            if not isinstance(value, str):
                continue
            other = first.setdefault((desk, value), path)
            if other != path:
                place = self._document.places[other]
                message = f"{self._shown(path)} already belongs to {spell(other[:2])} ({place.file}:{place.line})"
                yield self._problem(path, message, f"Keep one of the two.  {see(self._shape.anchor_at(path))}")

    def _name(self, path: Path, what: str, known: Collection[str]) -> Iterator[ConfigProblem]:
        name = self._at(path)
        if isinstance(name, str) and name not in known:
            hint = f"{suggest(name, known)}  {see(self._shape.anchor_at(path))}"
            yield self._problem(path, f"there is no {what} {self._shown(path)}", hint)

    def _desk(self, name: str) -> type[DeskSection]:
        model = self._shape.section("desks", name)
        return model if model and issubclass(model, DeskSection) else DeskSection

    def _at(self, path: Path) -> Value:
        """Give the value at a path; nothing where it could not be read."""
        return None if path in self._document.doubtful else value_at(self._document.data, path)

    def _items(self, path: Path) -> list[Path]:
        found = self._at(path)
        return [(*path, index) for index in range(len(found))] if isinstance(found, list) else []

    def _shown(self, path: Path) -> str:
        return show(self._document.places[path].written)

    def _problem(self, path: Path, message: str, hint: str, *, at_key: bool = False) -> ConfigProblem:
        place = self._document.places[path]
        return ConfigProblem(place.file, place.key_line if at_key else place.line, spell(path), message, hint)
