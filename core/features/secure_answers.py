"""What a customer filled into a secure form: read, or refused with what is wrong.

Rules:
1. What is wrong is a name that the customer's page has words for; it never holds the answer.
2. A card's number counts as one by its length, its beginning and its check digit (Luhn). One of no brand that is known
   is taken, and called `Unknown`.
3. Numbers are kept as their digits, dates as 2026-11-21, months of expiry as 2026-11; all else as it was written,
   without the white space around it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto

from core.features.sensitive.brands import has_check_digit
from core.policy.secure_forms import Input, SecureForm, SecureKind

LONGEST = 2_000
"""Characters of one answer."""
LONGEST_FITTED = 500
"""Characters of an answer that a pattern is tried on: its time may grow with the cube of the text."""
LONGEST_VALID = 20
"""Years for which a card is valid, at the most."""

_EMAIL = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;.]{1,63}(?:\.[^@\s<>,;.]{1,63}){1,8}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{3,30}[0-9]")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,6})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXPIRY = re.compile(r"([0-9]{1,2})\s*[/.\s-]\s*([0-9]{2}|[0-9]{4})|([0-9]{2})([0-9]{2})")
_SSN = re.compile(r"([0-9]{3})[- ]?([0-9]{2})[- ]?([0-9]{4})")
_SIGNS = re.compile(r"[\s.\-\u2010-\u2015]+")
_CARD = re.compile(r"[0-9]{12,19}")


class Wrong(StrEnum):
    """What can be wrong with an answer."""

    MISSING = auto()
    LONG = auto()
    EMAIL = auto()
    PHONE = auto()
    NUMBER = auto()
    DATE = auto()
    CHOICE = auto()
    CARD = auto()
    EXPIRY = auto()
    EXPIRED = auto()
    SSN = auto()
    PATTERN = auto()
    FILE_LARGE = auto()
    FILE_TYPE = auto()


class NotTaken(Exception):
    """An answer that doesn't fit."""

    def __init__(self, wrong: Wrong) -> None:
        """Keep what is wrong."""
        super().__init__(wrong.value)
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was filled in; its content was looked at already."""

    name: str
    mime: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Value:
    """One answer. `label` is its input's, as agents know it."""

    name: str
    label: str
    text: str = field(default="", repr=False)
    file: Attached | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A form as it was filled in, and what is wrong with it, by input."""

    values: tuple[Value, ...] = ()
    wrong: Mapping[str, Wrong] = field(default_factory=dict)


Given = Mapping[str, str]
Files = Mapping[str, Attached | Wrong]
"""Files by their input, each looked at: what may not pass is given as what is wrong with it."""

NO_FILES: Files = {}


def read_secure_form(form: SecureForm, given: Given, today: date, files: Files = NO_FILES) -> Taken:
    """Read a form that was filled in; what it doesn't ask for is passed over."""
    values: list[Value] = []
    wrong: dict[str, Wrong] = {}
    for one in form.inputs:
        try:
            value = _file(one, files) if one.kind is SecureKind.FILE else _text(one, given.get(one.name, ""), today)
        except NotTaken as error:
            wrong[one.name] = error.wrong
            continue
        if value is not None:
            values.append(value)
        elif one.required:
            wrong[one.name] = Wrong.MISSING
    return Taken(tuple(values), wrong)


def _file(one: Input, files: Files) -> Value | None:
    found = files.get(one.name)
    if isinstance(found, Wrong):
        raise NotTaken(found)
    if found is None:
        return None
    if len(found.data) > one.max_size:
        raise NotTaken(Wrong.FILE_LARGE)
    return Value(one.name, one.words.label, found.name, found)


def _text(one: Input, written: str, today: date) -> Value | None:
    words = written.replace("\0", "").replace("\r\n", "\n").strip()
    if not words:
        return None
    if len(words) > LONGEST:
        raise NotTaken(Wrong.LONG)
    read = _READ.get(one.kind)
    return Value(one.name, one.words.label, read(one, words, today) if read is not None else words)


def digits_of(words: str) -> str:
    """Give a number without what people part it with, in plain digits."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", words))


def card_number(words: str) -> str:
    """Read a card's number.

    Raises:
        NotTaken: it is none, or too short or too long for its brand.
    """
    digits = digits_of(words)
    if _CARD.fullmatch(digits) is None or not has_check_digit(digits) or len(set(digits)) == 1:
        raise NotTaken(Wrong.CARD)
    return digits


def _card(_: Input, words: str, __: date) -> str:
    return card_number(words)


def _expiry(_: Input, words: str, today: date) -> str:
    found = _EXPIRY.fullmatch(unicodedata.normalize("NFKC", words))
    if found is None:
        raise NotTaken(Wrong.EXPIRY)
    month, year = int(found[1] or found[3]), int(found[2] or found[4])
    year += 0 if year > 99 else 2000  # noqa: PLR2004 - two digits
    if not 1 <= month <= 12 or year > today.year + LONGEST_VALID:  # noqa: PLR2004 - months
        raise NotTaken(Wrong.EXPIRY)
    if (year, month) < (today.year, today.month):
        raise NotTaken(Wrong.EXPIRED)
    return f"{year:04d}-{month:02d}"


def _ssn(_: Input, words: str, __: date) -> str:
    """Read a number as it may have been given out, https://www.ssa.gov/employer/randomization.html."""
    found = _SSN.fullmatch(unicodedata.normalize("NFKC", words))
    if found is None or found[1] in ("000", "666") or found[1] >= "900" or found[2] == "00" or found[3] == "0000":
        raise NotTaken(Wrong.SSN)
    return f"{found[1]}-{found[2]}-{found[3]}"


def _date(_: Input, words: str, __: date) -> str:
    try:
        if _DATE.fullmatch(words):
            return date.fromisoformat(words).isoformat()
    except ValueError:
        pass  # no such day, as the 30th of February
    raise NotTaken(Wrong.DATE)


def _choice(one: Input, words: str, __: date) -> str:
    """Read a choice by its place in the list: its words differ by language, and are kept as agents know them."""
    said: Sequence[Sequence[str]] = (one.words.options, *(words.options for words in one.languages.values()))
    for options in said:
        if words in options:
            return one.words.options[options.index(words)]
    raise NotTaken(Wrong.CHOICE)


def _own(one: Input, words: str, __: date) -> str:
    if one.pattern is None or len(words) > LONGEST_FITTED or one.pattern.fullmatch(words) is None:
        raise NotTaken(Wrong.PATTERN)
    return words


def _fits(pattern: re.Pattern[str], wrong: Wrong) -> Callable[[Input, str, date], str]:
    def read(_: Input, words: str, __: date) -> str:
        if pattern.fullmatch(words) is None:
            raise NotTaken(wrong)
        return words

    return read


_READ: Mapping[SecureKind, Callable[[Input, str, date], str]] = {
    SecureKind.EMAIL: _fits(_EMAIL, Wrong.EMAIL),
    SecureKind.PHONE: _fits(_PHONE, Wrong.PHONE),
    SecureKind.NUMBER: _fits(_NUMBER, Wrong.NUMBER),
    SecureKind.DATE: _date,
    SecureKind.CHOICE: _choice,
    SecureKind.CARD: _card,
    SecureKind.EXPIRY: _expiry,
    SecureKind.SSN: _ssn,
    SecureKind.PATTERN: _own,
}
"""How each kind is read; the others are taken as they are."""
