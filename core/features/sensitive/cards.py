"""Numbers of payment cards in a text, whatever stands between their digits.

Rules:
1. A number is of a known brand, has one of that brand's lengths, and its check digit fits.
2. Between two digits up to three signs may stand: white space, a line's end, hyphens, dots, commas, slashes.
   Brackets, colons, letters and + end a run of digits.
3. A number begins and ends where a group does. In a longer run its groups must be a card's: in one piece, by fours, or
   4-6-5. A run that is nothing but the number, or that and its date of expiry, may be cut up in any way.
4. Digits in one piece that are more than 19 are some other number, whatever they contain; so are those inside a UUID or
   another number of hexadecimal digits, an IBAN, a phone number (up to 15 digits after + or 00: ITU-T E.164,
   https://www.itu.int/rec/T-REC-E.164), and a run of dates and times.

About every fortieth other number of 13 to 19 digits is a card's by these rules. Nobody can tell by the number alone:
that is what an admin's allow-pattern is for.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from core.features.sensitive.brands import FIRST_DIGITS, LONGEST, SHORTEST, is_card
from core.features.sensitive.ibans import ibans
from core.features.sensitive.plain import Plain

BETWEEN = r"[\s\-.,/_·•|*'’`~\\‐‑‒–—―−⁃⁄∕。、]"  # noqa: RUF001 - the very signs that are meant
"""One sign that may stand between two digits."""
_RUN = re.compile(rf"\d(?:{BETWEEN}{{0,3}}\d){{{SHORTEST - 1},}}")
_UUID = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}(?![0-9a-f])", re.IGNORECASE)
_HEX = frozenset("0123456789abcdefABCDEF")
_WORD = 2
"""Letters that may stand directly beside a number, although hexadecimal digits are written with them, too."""
_IS_PHONE = re.compile(r"(?:\+ ?|\(\+|tel:)$", re.IGNORECASE)
_PHONE = 15
_BEFORE = 5
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:{_YEAR}(?P<y>[-./]?)(?:0?[1-9]|1[0-2])(?P=y)(?:3[01]|[12]\d|0?[1-9])"
    rf"|(?:3[01]|[12]\d|0?[1-9])(?P<d>[-./])(?:3[01]|[12]\d|0?[1-9])(?P=d)(?:{_YEAR}|\d\d))"
)
_MOMENT = re.compile(rf"{_DATE}|(?:[01]?\d|2[0-3])[.\-][0-5]\d(?:[.\-][0-5]\d)?(?![\d.\-])")
_EXPIRY = re.compile(rf"{BETWEEN}{{1,3}}(?:0?[1-9]|1[0-2])\s?[/.-]\s?(?:20)?\d\d(?:{BETWEEN}{{1,3}}\d{{3,4}})?")
_WITH_EXPIRY = re.compile(r"[^/]*[^/\d](?:0?[1-9]|1[0-2])/\d\d")
_SECURITY = re.compile(r"[\s,/]{1,3}\d{3,4}")
_SHAPES = frozenset({(4, 6, 5), (4, 6, 4), (6, 13)})
_SHORT_SHAPES = frozenset({(4, 3, 3, 3)})
_FIRST_GROUPS = frozenset({4, 8, 12, 16, 6})
"""How many digits the first group has of a number in several groups that has other digits before it."""
_FOUR, _MONTH, _EXPIRY_DIGITS = 4, 2, 10
_SHORT = 13
"""Up to so many digits a number may be cut up only as these cards are: phone numbers have as many."""


def cards(read: Plain) -> Iterator[tuple[int, int]]:
    """Give where cards' numbers stand in a text that was read, in order."""
    for found in _RUN.finditer(read.text):
        yield from _in_run(read, found.start(), found.end())


def _in_run(read: Plain, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = read.text
    digits = [at for at in range(start, end) if text[at].isdigit()]
    begins = [0, *(number for number, (one, two) in enumerate(pairwise(digits), start=1) if two > one + 1)]
    ends = [*begins[1:], len(digits)]
    free = 0
    for place, first in enumerate(begins):
        if first < free or text[digits[first]] not in FIRST_DIGITS:
            continue
        furthest = bisect_right(ends, first + LONGEST)
        if first and ends[place] - first not in _FIRST_GROUPS:
            furthest = min(furthest, place + 1)
        for until in reversed(range(place, furthest)):
            last, sizes = ends[until], tuple(ends[one] - begins[one] for one in range(place, until + 1))
            if last - first < SHORTEST or not _is_worth_a_look(sizes, first, len(digits) - last):
                continue
            at, behind = digits[first], digits[last - 1] + 1
            if not is_card("".join(text[one] for one in digits[first:last])):
                continue
            cut = _Cut(sizes, text[start:at], text[at:behind], text[behind:end])
            if _may_be_so(cut) and not _is_phone(text, at, cut) and not _is_of_something_else(text, at, behind):
                yield at, behind
                free = last
                break


def _is_worth_a_look(sizes: tuple[int, ...], before: int, behind: int) -> bool:
    """Tell by numbers alone whether digits can be a number's: what anybody sends must not cost much."""
    return len(sizes) == 1 or _is_printed(sizes) or (not before and behind <= _EXPIRY_DIGITS)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A number in its run: the sizes of its groups, and what stands before it, in it and behind it there."""

    sizes: tuple[int, ...]
    before: str
    itself: str
    behind: str


def _may_be_so(cut: _Cut) -> bool:
    """Tell whether a card's number may be cut up so."""
    sizes, is_short = cut.sizes, sum(cut.sizes) <= _SHORT
    if cut.behind[:1] == "/" and len(sizes) > 1 and sizes[-1] <= _MONTH:
        return False
    if _is_printed(sizes) and not is_short:
        return True
    if cut.before or (cut.behind and not (_EXPIRY.fullmatch(cut.behind) or _SECURITY.fullmatch(cut.behind))):
        return len(sizes) == 1
    if is_short:
        return _is_printed(sizes) or sizes in _SHORT_SHAPES
    return not (_is_of_moments(cut) or _WITH_EXPIRY.fullmatch(cut.itself))


def _is_printed(sizes: tuple[int, ...]) -> bool:
    """Tell whether groups end only where they do on cards; signs that nobody sees may part none."""
    return sizes in _SHAPES or all(end % _FOUR == 0 for end in accumulate(sizes[:-1]))


def _is_of_moments(cut: _Cut) -> bool:
    """Tell whether a run is nothing but dates and times."""
    return any(not re.search(r"\d", _MOMENT.sub("", one)) for one in (cut.itself, cut.itself + cut.behind))


def _is_phone(text: str, at: int, cut: _Cut) -> bool:
    """Tell whether the number is a phone's, in a form that says so."""
    if cut.before:
        return False
    has_sign = text.startswith("00", at) or _IS_PHONE.search(text[max(0, at - _BEFORE) : at]) is not None
    return has_sign and (sum(cut.sizes) <= _PHONE or not _is_printed(cut.sizes))


def _is_of_something_else(text: str, start: int, end: int) -> bool:
    """Tell whether digits are part of a UUID, of another number of hexadecimal digits, or of an IBAN."""
    first, last = start, end
    while first > 0 and text[first - 1].isalnum():
        first -= 1
    while last < len(text) and text[last].isalnum():
        last += 1
    around = text[first:start] + text[end:last]
    if _HEX.issuperset(around) and len(around) > (_WORD if around.isalpha() else 0):
        return True
    return any(
        one < end and start < other for one, other in (*(found.span() for found in _UUID.finditer(text)), *ibans(text))
    )
