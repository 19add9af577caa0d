"""A text as it is read, whatever it is written with: each sign in its plainest form, with the place where it stood.

Unicode has many ways to write one digit: full-width ones, mathematical ones, those of its scripts, circled ones, Han
numerals; and signs between them that nobody sees. So each sign is looked at by itself:
1. What takes no room is left out: format and combining signs, and what is to be ignored where it isn't known
   (Default_Ignorable_Code_Point, https://www.unicode.org/Public/14.0.0/ucd/DerivedCoreProperties.txt). Letters that
   are blank, such as the Hangul fillers, are spaces; those that people type for a dash or a dot are one.
2. What has the value of a digit is that digit, 0 to 9; a sign for a greater number (⑫) is its two digits.
3. Everything else is normalised (NFKC, https://www.unicode.org/reports/tr15/); currencies are $, percents and their
   like are %.

A circled digit, a superscript or a Han numeral may as well be no part of the number beside it: a list's mark, a note's,
a word. So a text that has some can be read without them, too; and without the numbers of its lines; and with what is
escaped in its links as it is meant.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from core.features.sensitive.links import unescaped
from core.messages import Span

_UNSEEN = frozenset({"Cf", "Mn", "Me"})
"""Categories of what takes no room by itself: joiners, soft hyphens, direction marks, variation selectors, keycaps."""
_IGNORED = (range(0x2065, 0x2066), range(0xFFF0, 0xFFF9), range(0xE0000, 0xE1000))
"""What is to be ignored and has none of these categories, since it isn't given out yet."""
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Letters and signs without ink: https://www.unicode.org/charts/PDF/U3130.pdf calls U+3164 “Hangul filler”."""
_LIKE_DASHES = frozenset("ーｰㅡㆍᆞᅳǀǁ" + "".join(map(chr, range(0x2B9, 0x2C2))) + "ˈˊˋˌːˑ")
"""Letters by their category that stand as dashes, dots, bars and apostrophes on the keyboards of their countries."""
_PERCENTS = frozenset("\u066a\uff05\ufe6a\u2030\u2031\u0609\u060a")
_LARGEST, _LARGEST_LETTER = 99, 9
_NO_PART = "·"
_NUMBERED = re.compile(r"^[^\w\n]{0,8}(\d{1,2})[.):\]]+[ \t]", re.MULTILINE)
_LINES = 2
"""So many lines with numbers are a list."""


@dataclass(frozen=True, slots=True)
class Plain:
    """The text to be searched; `places[i]` is where its i-th character stood."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Give the stretch of the original text from which `text[start:end]`, which isn't empty, comes."""
        return Span(self.places[start], self.places[end - 1] + 1)


def plain(text: str) -> Plain:
    """Read a text; all that has a digit's value is one."""
    return Plain(text, range(len(text))) if text.isascii() else _read(text, 0)


def readings(text: str) -> Iterator[Plain]:
    """Give all ways in which a text can be read, that of `plain` first."""
    first = plain(text)
    yield first
    if not text.isascii() and any(len(set(_plainest(sign))) > 1 for sign in text):
        yield _read(text, 1)
    numbered = list(_NUMBERED.finditer(first.text))
    if len(numbered) >= _LINES:
        signs = list(first.text)
        for one in numbered:
            signs[one.start(1) : one.end(1)] = " " * len(one[1])
        yield replace(first, text="".join(signs))
    escaped = list(unescaped(first.text))
    if escaped:
        yield _without_escapes(first, escaped)


def _without_escapes(read: Plain, escaped: Sequence[tuple[int, int, str]]) -> Plain:
    """Read each escaped sign as what it means; its place is that of its last character, so that no digit is left."""
    written: list[str] = []
    places: list[int] = []
    at = 0
    for start, end, sign in (*escaped, (len(read.text), len(read.text), "")):
        meant = _plainest(sign)[0] if sign else ""
        written += [read.text[at:start], meant]
        places += [*read.places[at:start], *([read.places[end - 1]] * len(meant))]
        at = end
    return Plain("".join(written), places)


def _read(text: str, way: int) -> Plain:
    written: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        meant = sign if sign < "\x7f" else _plainest(sign)[way]
        written.append(meant)
        places.extend([place] * len(meant))
    return Plain("".join(written), places)


@lru_cache(maxsize=4096)
def _plainest(sign: str) -> tuple[str, str]:
    """Give the plain form of a sign, and that where only decimal digits are digits."""
    kind = unicodedata.category(sign)
    if kind in _UNSEEN or any(ord(sign) in some for some in _IGNORED):
        return "", ""
    if sign in _BLANK:
        return " ", " "
    if sign in _LIKE_DASHES:
        return "-", "-"
    if kind == "Sc" or sign in _PERCENTS:
        one = "$" if kind == "Sc" else "%"
        return one, one
    value = unicodedata.numeric(sign, None)
    return _normal(sign) if value is None else _digits(sign, kind, value)


def _normal(sign: str) -> tuple[str, str]:
    written = unicodedata.normalize("NFKC", sign)
    if len(written) > 1:
        words = "".join(one for one in written if one.isalpha())
        written = words or written[0]  # ㎡ is a letter, its digit is none of a number; … is one sign between two
    return written, written


def _digits(sign: str, kind: str, value: float) -> tuple[str, str]:
    if sign.isdecimal():
        return str(int(value)), str(int(value))
    written = unicodedata.normalize("NFKC", sign)
    is_roman = kind == "Nl" and written.isascii()
    if is_roman or value != int(value) or not 0 <= value <= (_LARGEST if kind == "No" else _LARGEST_LETTER):
        return (written, written) if is_roman else (sign, sign)
    if kind == "No":
        return str(int(value)), _NO_PART
    return str(int(value)), "-" if sign == "一" else sign
