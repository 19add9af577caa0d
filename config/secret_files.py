"""`{file: path}` in the place of a secret, replaced by what the file holds.

Rule: only where a secret is expected. Anywhere else such a mapping is what it looks like, and is judged as that.
"""

from pathlib import Path as FilePath

from config.document import Document, Value, spell, walk
from config.hiding import show_file
from config.problems import ConfigProblem
from config.secret import read_secret_file
from config.shape import Shape, is_secret


def read_secrets(document: Document, shape: Shape) -> list[ConfigProblem]:
    """Put the contents of secret files into the document; tells which could not be read."""
    problems: list[ConfigProblem] = []
    for path, value in list(walk(document.data)):
        if not path or not isinstance(value, dict) or not is_secret(shape.type_at(path)):
            continue
        name = value.get("file")
        if list(value) != ["file"] or not isinstance(name, str):
            continue
        place = document.places[*path, "file"]
        try:
            _replace(document.data, path, read_secret_file(FilePath(place.file).parent / name))
        except ValueError as error:
            document.doubtful.add(path)
            hint = "Check the name and the rights."
            message = f"{show_file(place.written)} {error}"
            problems.append(ConfigProblem(place.file, place.line, spell(path), message, hint))
    return problems


def known_secrets(document: Document, shape: Shape) -> set[str]:
    """Give the text of every secret in the document."""
    return {
        value
        for path, value in walk(document.data)
        if path and isinstance(value, str) and is_secret(shape.type_at(path))
    }


def _replace(data: Value, path: tuple[str | int, ...], text: str) -> None:
    for part in path[:-1]:
        data = data[part]  # type: ignore[index]  # the path was walked just now
    data[path[-1]] = text  # type: ignore[index]  # the same
