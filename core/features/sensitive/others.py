"""What digits are that look like a card's: a phone number, a date, a row of amounts, part of a longer number.

Rules:
1. Up to 15 digits after + or 00 are a phone number (ITU-T E.164, https://www.itu.int/rec/T-REC-E.164); more are, too,
   unless they are grouped as on cards.
2. Digits beside hexadecimal ones in one piece, in a UUID, in an IBAN, in an IPv6 address, in a parcel's number of UPS
   are part of it.
3. A run of nothing but dates and times is that.
4. Where each piece of a row has a dot within (52.12, 13.40), the row is of amounts, coordinates, versions or
   addresses. Where each group is a little more than the one before (4501 4502 4504 4507), it is of numbers that count:
   one card's number in a million is so.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from core.features.sensitive.ibans import ibans
from core.features.sensitive.runs import Group

_UUID = re.compile(
    r"(?<![0-9a-f])[0-9a-f]{8}(?:(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24})(?![0-9a-f])", re.IGNORECASE
)
"""With all its hyphens or with none (RFC 9562, 4): two cards' numbers with a hyphen between them are none."""
_PARCEL = re.compile(r"(?<![0-9a-z])1z[0-9a-z]{16}(?![0-9a-z])", re.IGNORECASE)
"""A tracking number of UPS: https://www.ups.com/us/en/support/tracking-support/locate-tracking-number."""
_HEX = frozenset("0123456789abcdefABCDEF")
_WORD = 2
"""Letters that may stand directly beside a number, although hexadecimal digits are written with them, too."""
_LONG_HEX = 64
"""So many signs beside a number tell enough: what anybody sends must not cost much."""
_IS_PHONE = re.compile(r"(?:\+ ?|\(\+|tel:)$", re.IGNORECASE)
_PHONE, _BEFORE = 15, 5
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:{_YEAR}(?P<y>[-./]?)(?:0?[1-9]|1[0-2])(?P=y)(?:3[01]|[12]\d|0?[1-9])"
    rf"|(?:3[01]|[12]\d|0?[1-9])(?P<d>[-./])(?:3[01]|[12]\d|0?[1-9])(?P=d)(?:{_YEAR}|\d\d))"
)
_MOMENT = re.compile(rf"{_DATE}|(?:[01]?\d|2[0-3])[.\-][0-5]\d(?:[.\-][0-5]\d)?(?![\d.\-])")
_DOT = "."
_FEWEST, _STEP = 4, 100
_COLONS, _GROUPS = frozenset({":", "::"}), 8


class Others:
    """What else stands in a text, looked for only when something in it seems to be a card's number."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _known(self) -> tuple[tuple[int, int], ...]:
        named = (found.span() for form in (_UUID, _PARCEL) for found in form.finditer(self._text))
        return (*named, *ibans(self._text))

    def hold(self, start: int, end: int) -> bool:
        """Tell whether digits are part of a UUID, of another number of hexadecimal digits, or of an IBAN."""
        text, first, last = self._text, start, end
        while first > max(0, start - _LONG_HEX) and text[first - 1].isalnum():
            first -= 1
        while last < min(len(text), end + _LONG_HEX) and text[last].isalnum():
            last += 1
        around = text[first:start] + text[end:last]
        if _HEX.issuperset(around) and len(around) > (_WORD if around.isalpha() else 0):
            return True
        return any(one < end and start < other for one, other in self._known)


def is_phone(text: str, at: int, digits: int, *, printed: bool) -> bool:
    """Tell whether digits are a phone number in a form that says so."""
    has_sign = text.startswith("00", at) or _IS_PHONE.search(text[max(0, at - _BEFORE) : at]) is not None
    return has_sign and (digits <= _PHONE or not printed)


def is_of_moments(text: str) -> bool:
    """Tell whether a text of digits and signs is nothing but dates and times."""
    return not re.search(r"\d", _MOMENT.sub("", text))


def is_row(groups: Sequence[Group]) -> bool:
    """Tell whether groups make a row of which each piece has a dot of its own within."""
    gaps = [one.gap for one in groups[1:]]
    if _DOT not in gaps or set(gaps) == {_DOT}:
        return False
    return all(_DOT in pair for pair in pairwise(["", *gaps, ""]))


def is_counted(numbers: Sequence[str]) -> bool:
    """Tell whether numbers of the same length, four at least, go up or down by small steps."""
    if len(numbers) < _FEWEST or len(set(map(len, numbers))) > 1 or len(numbers[0]) == 1:
        return False
    steps = [int(two) - int(one) for one, two in pairwise(numbers)]
    return all(0 < one <= _STEP for one in steps) or all(-_STEP <= one < 0 for one in steps)


def is_address(run: Sequence[Group], first: int, last: int) -> bool:
    """Tell whether groups are an IPv6 address's: eight parted by colons, or fewer and two colons (RFC 4291, 2.2)."""
    begin, end = first, last
    while begin > max(0, first - _GROUPS) and run[begin].gap in _COLONS:
        begin -= 1
    while end + 1 < min(len(run), last + _GROUPS) and run[end + 1].gap in _COLONS:
        end += 1
    gaps = [one.gap for one in run[begin + 1 : end + 1]]
    is_short = gaps.count("::") == 1 and ":" in gaps
    return set(gaps) <= _COLONS and (is_short or len(gaps) + 1 == _GROUPS)
