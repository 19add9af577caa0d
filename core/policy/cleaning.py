"""What is cleaned out of an agent's text before it goes out."""

import re
from dataclasses import dataclass
from enum import StrEnum, auto


class Strip(StrEnum):
    """What pasting brings along."""

    FORMATTING = auto()
    """Bold, italics, headings: all formatting but links."""
    TABLES = auto()
    """Tables become lines."""
    TRACKING = auto()
    """Parameters of links that only say where a click came from."""


@dataclass(frozen=True, slots=True)
class Replacement:
    r"""What `pattern` finds becomes `by`; groups of the pattern stand in it as `\1` or `\g<name>`."""

    name: str
    pattern: re.Pattern[str]
    by: str


@dataclass(frozen=True, slots=True)
class CleanUp:
    """First what is stripped, then the replacements in order."""

    strip: frozenset[Strip] = frozenset()
    replacements: tuple[Replacement, ...] = ()
