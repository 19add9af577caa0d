"""`${NAME}` and `${NAME:-default}` in values, replaced from the environment.

Rules:
1. Only inside values, after the YAML is read: what a variable holds can't change the structure.
2. `${NAME:-default}` stands in for a variable that is unset or empty. `$${` writes `${`.
3. A value that is one variable and nothing else, and comes out empty, counts as an empty value.
4. What a variable holds is never in a message.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from config.document import Document, Path, Place, Value, spell
from config.problems import ConfigProblem

_VARIABLE = re.compile(r"\$\$\{|\$\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?P<default>[^{}]*))?\}|(?P<broken>\$\{)")


class Substitution:
    """One pass over a document; `problems` tells what could not be replaced."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self.problems: list[ConfigProblem] = []
        self._doubtful: set[Path] = set()

    def apply(self, document: Document) -> Document:
        """Give the document with every variable replaced."""
        data = {key: self._value(child, (key,), document) for key, child in document.data.items()}
        return Document(data, document.places, document.doubtful | self._doubtful)

    def _value(self, value: Value, path: Path, document: Document) -> Value:
        if isinstance(value, dict):
            return {key: self._value(child, (*path, key), document) for key, child in value.items()}
        if isinstance(value, list):
            return [self._value(child, (*path, index), document) for index, child in enumerate(value)]
        if isinstance(value, str) and "${" in value:
            return self._text(value, path, document.places[path])
        return value

    def _text(self, text: str, path: Path, place: Place) -> str | None:
        replaced = _VARIABLE.sub(lambda found: self._one(found, path, place), text)
        return replaced if replaced or not _VARIABLE.fullmatch(text) else None

    def _one(self, found: re.Match[str], path: Path, place: Place) -> str:
        name, default = found["name"], found["default"]
        if found["broken"]:
            hint = "Write ${NAME} or ${NAME:-default}; a plain ${ is written $${."
            return self._give_up(found, path, place, "a variable is not written as it should be", hint)
        if not name:
            return "${"
        value = self._env.get(name, "")
        if value or default is not None:
            return value or default
        if name in self._env:
            return ""
        close = get_close_matches(name, self._env, n=1, cutoff=0.8)
        hint = f"Did you mean '{close[0]}'?" if close else f"Set it, or write ${{{name}:-default}}."
        return self._give_up(found, path, place, f"the environment variable {name} is not set", hint)

    def _give_up(self, found: re.Match[str], path: Path, place: Place, message: str, hint: str) -> str:
        self.problems.append(ConfigProblem(place.file, place.line, spell(path), message, hint))
        self._doubtful.add(path)
        return found[0]
