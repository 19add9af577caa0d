"""The files of a configuration, read and put together into one document.

Rules:
1. A file may name others under `include:`, relative to itself. They add to it; order doesn't matter.
2. Mappings are put together key by key. Anything else that two files set is a problem:
   nothing is overridden in silence.
3. Every value keeps its own file and line.
4. A file that can't be read is a problem, not a crash, and doesn't hide the problems of the others.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path as FilePath

from config.document import Document, Path, Place, Value, spell
from config.environment import Substitution
from config.hiding import show_file
from config.problems import ConfigInvalid, ConfigProblem
from config.yaml_text import parse

LARGEST = 4 * 1024 * 1024  # bytes; far above any real configuration, far below what hurts


class Reading:
    """All files of one configuration; `problems` tells what went wrong on the way."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self._seen: set[FilePath] = set()
        self.included: list[str] = []
        self.problems: list[ConfigProblem] = []

    def read(self, paths: Sequence[FilePath]) -> Document:
        """Read the files and all that they include.

        Raises:
            ConfigInvalid: a file could not be read at all, so that checking the rest would only mislead.
        """
        broken: list[ConfigProblem] = []
        whole = Document({}, {(): Place(str(paths[0]), 1, 1)})
        waiting = [(path, ConfigProblem(str(path), 0, "", show_file(str(path)))) for path in paths]
        while waiting:
            path, origin = waiting.pop(0)
            if _identity(path) in self._seen:
                continue
            self._seen.add(_identity(path))
            try:
                document = self._one(path, origin)
            except ConfigInvalid as error:
                broken.extend(error.problems)
                continue
            waiting.extend(self._includes(document, path))
            self._add(whole, document)
        if broken:
            raise ConfigInvalid([*self.problems, *broken])
        if self.included:
            whole.data["include"] = list(self.included)
        return whole

    def _one(self, path: FilePath, origin: ConfigProblem) -> Document:
        document, problems = parse(_text(path, origin), str(path))
        substitution = Substitution(self._env)
        document = substitution.apply(document)
        self.problems += [*problems, *substitution.problems]
        return document

    def _includes(self, document: Document, path: FilePath) -> list[tuple[FilePath, ConfigProblem]]:
        """Take the list of further files out of the document."""
        place = document.places.get(("include",))
        names = document.data.pop("include", None)
        if place is None or names is None:
            return []
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            self._complain(place, ("include",), "must be a list of file names", "Write 'include: [queues.yaml]'.")
            return []
        found: list[tuple[FilePath, ConfigProblem]] = []
        for index, name in enumerate(names):
            spot = document.places["include", index]
            file = path.parent / str(name)
            self.included.append(str(file))
            found.append(
                (file, ConfigProblem(spot.file, spot.line, spell(("include", index)), show_file(spot.written)))
            )
        return found

    def _add(self, whole: Document, more: Document) -> None:
        self._merge(whole.data, more.data, (), whole.places, more.places)
        whole.doubtful.update(more.doubtful)
        for path, place in more.places.items():
            whole.places.setdefault(path, place)

    def _merge(
        self,
        into: dict[str, Value],
        more: dict[str, Value],
        path: Path,
        places: dict[Path, Place],
        new: dict[Path, Place],
    ) -> None:
        for key, value in more.items():
            here, there = (*path, key), into.get(key)
            if key not in into:
                into[key] = value
            elif isinstance(there, dict) and isinstance(value, dict):
                self._merge(there, value, here, places, new)
            else:
                first = places[here]
                message = f"is already set in {first.file}:{first.key_line}"
                self._complain(new[here], here, message, "Keep one of the two.")

    def _complain(self, place: Place, path: Path, message: str, hint: str) -> None:
        self.problems.append(ConfigProblem(place.file, place.key_line, spell(path), message, hint))


def _identity(path: FilePath) -> FilePath:
    """Give what two names of one file share."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # no name at all, or a loop of links: reading it tells
        return path


def _text(path: FilePath, origin: ConfigProblem) -> str:
    """Read one file as UTF-8; `origin` is the place that asked for it, and how it may be called."""
    failure: ConfigProblem
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "not a file name").lower()
        message = f"{origin.message} can't be read ({reason})"
        failure = ConfigProblem(origin.file, origin.line, origin.path, message, "Check the name and the rights.")
    else:
        if len(raw) > LARGEST:
            raise ConfigInvalid([ConfigProblem(str(path), 0, "", "the file is larger than 4 MB")])
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            failure = ConfigProblem(str(path), line, "", "the text is not UTF-8", "Save the file as UTF-8.")
    raise ConfigInvalid([failure])
