"""Runs of digits in a text that was read: groups of digits with signs between them, but no letters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BETWEEN = r"[\s\-.,/_·•|*'’`~\\‐‑‒–—―−⁃⁄∕。、]"  # noqa: RUF001 - the very signs that are meant
"""One of the usual signs between two digits."""
WIDEST = 20
"""So many signs of any kind may stand between two digits: longer gaps are lines that part a page."""
_NARROW = 3
_USUAL = re.compile(rf"{BETWEEN}{{1,{_NARROW}}}")
ANY = r"(?:[^\w$%]|_)"
"""Any sign but letters and digits; what has a currency or a percent sign beside it is an amount."""
_RUN = re.compile(rf"[0-9](?:{ANY}{{0,{WIDEST}}}[0-9])*")
_GROUP = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class Group:
    """Digits in one piece: where they stand, and what is between them and the group before."""

    start: int
    end: int
    gap: str = ""

    @property
    def size(self) -> int:
        """How many digits they are."""
        return self.end - self.start

    @property
    def is_near(self) -> bool:
        """Tell whether only a few of the usual signs part the group from the one before."""
        return len(self.gap) <= _NARROW and _USUAL.fullmatch(self.gap) is not None


Run = Sequence[Group]
"""Groups that no letter, amount or wide gap parts."""


def runs(text: str, fewest: int) -> Iterator[Run]:
    """Give the runs of at least so many digits, in order."""
    for found in _RUN.finditer(text):
        if found.end() - found.start() >= fewest:
            run = tuple(_groups(text, found.start(), found.end()))
            if sum(one.size for one in run) >= fewest:
                yield run


def _groups(text: str, start: int, end: int) -> Iterator[Group]:
    before = start
    for found in _GROUP.finditer(text, start, end):
        yield Group(found.start(), found.end(), text[before : found.start()])
        before = found.end()
