"""A text as it is read, whatever it is written with: each sign in its plainest form, with the place where it stood.

Unicode has many ways to write one digit: full-width ones, mathematical ones, those of fifty scripts, circled ones; and
signs between them that nobody sees. So each sign is normalised by itself (NFKC,
https://www.unicode.org/reports/tr15/), decimal digits of any script become 0 to 9, and what has no width is left out.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.messages import Span

_UNSEEN = frozenset({"Cf", "Mn", "Me", "Cn"})
"""Categories of what takes no room by itself: joiners, soft hyphens, direction marks, variation selectors, keycaps."""


@dataclass(frozen=True, slots=True)
class Plain:
    """The text to be searched; `places[i]` is where its i-th character stood."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Give the stretch of the original text from which `text[start:end]`, which isn't empty, comes."""
        return Span(self.places[start], self.places[end - 1] + 1)


def plain(text: str) -> Plain:
    """Read a text."""
    if text.isascii():
        return Plain(text, range(len(text)))
    written: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        meant = sign if sign < "\x7f" else _plainest(sign)
        written.append(meant)
        places.extend([place] * len(meant))
    return Plain("".join(written), places)


@lru_cache(maxsize=4096)
def _plainest(sign: str) -> str:
    if unicodedata.category(sign) in _UNSEEN:
        return ""
    return "".join(_digit(one) for one in unicodedata.normalize("NFKC", sign))


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
