"""What is wrong with the configuration, in words that a person can act on.

Rules:
1. A problem names the file, the line, the key's path, what is wrong and what to do.
2. All problems are told at once, sorted by file and line, each once.
3. No secret is ever in a message. Whoever makes a problem shows values through `config.hiding` only.

It does not find problems; `config.load` and its parts do.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.errors import BridgeError


@dataclass(frozen=True, slots=True, order=True)
class ConfigProblem:
    """One mistake in the configuration and where it stands. Line 0 means the file as a whole."""

    file: str
    line: int
    path: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        what = f"{self.path}: {self.message}." if self.path else f"{self.message}."
        gap = "  " if self.hint.startswith("See ") else " "
        return f"{where}  {what}{gap}{self.hint}".rstrip()


class ConfigInvalid(BridgeError):
    """The configuration can't be used; `problems` holds every mistake, sorted."""

    code = "config_invalid"

    def __init__(self, problems: Iterable[ConfigProblem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(render(self.problems))


def render(problems: Iterable[ConfigProblem]) -> str:
    """Write the problems one a line, sorted by file and line."""
    return "\n".join(str(problem) for problem in sorted(set(problems)))
