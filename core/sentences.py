"""A sentence that a person may read, kept as key and arguments until it is sent.

Rules:
1. Rows, journals and effects hold a `Sentence`, never its rendered text, so that no message text can hide in them.
2. The words live in `core.texts` alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its key in `core.texts.TEMPLATES` and the values that fill it."""

    key: str
    args: Mapping[str, str] = field(default_factory=dict)


def say(key: str, /, **args: object) -> Sentence:
    """Make a sentence; values are turned into text here, the words come later."""
    return Sentence(key, {name: str(value) for name, value in args.items()})
