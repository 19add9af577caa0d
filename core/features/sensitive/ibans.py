"""International bank account numbers in a text.

Rules:
1. A number has the length of its country, and its check digits fit (ISO 7064, mod 97-10), as ISO 13616 says. The
   lengths are those of SWIFT's registry: https://www.swift.com/standards/data-standards/iban-international-bank-account-number.
2. Single signs may stand between its groups: a space, a hyphen, a dot. Its letters may be small ones.
3. At least half of what follows the check digits is digits: every ninety-seventh sentence has fitting letters.
"""

import re
from collections.abc import Iterator, Mapping

_LENGTHS: Mapping[str, int] = {
    country: int(size)
    for size, countries in {
        "15": "NO",
        "16": "BE",
        "18": "DK FI FK FO GL NL SD",
        "19": "MK SI",
        "20": "AT BA EE KZ LT LU MN XK",
        "21": "CH HR LI LV",
        "22": "BG BH CR DE GB GE IE ME RS",
        "23": "AE GI IL IQ OM SO TL",
        "24": "AD CZ ES MD PK RO SA SE SK TN VG",
        "25": "LY PT ST",
        "26": "IS TR",
        "27": "BI DJ FR GR IT MC MR SM",
        "28": "AL AZ BY CY DO GT HN HU LB NI PL SV",
        "29": "BR EG PS QA UA",
        "30": "JO KW MU YE",
        "31": "MT SC",
        "32": "LC",
        "33": "RU",
    }.items()
    for country in countries.split()
} | {"VA": 22}
_BEGIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ .-]?\d[ .-]?\d(?=[ .-]?[A-Za-z0-9])")
_BETWEEN = frozenset(" \t\n.-‐‑–")  # noqa: RUF001 - the very signs that are meant
_HEAD = 4


def ibans(text: str) -> Iterator[tuple[int, int]]:
    """Give where account numbers stand in a text that was read, in order."""
    at = 0
    while found := _BEGIN.search(text, at):
        end = _end(text, found.start())
        if end is not None:
            yield found.start(), end
        at = end or found.start() + 1


def may_begin(text: str) -> bool:
    """Tell whether anything in a text that was read looks like an account number's beginning."""
    return _BEGIN.search(text) is not None


def _end(text: str, start: int) -> int | None:
    """Give where the account number ends that begins here, if one does."""
    wanted = _LENGTHS.get(text[start : start + 2].upper())
    if wanted is None:
        return None
    taken: list[str] = []
    end = start
    for at in range(start, len(text)):
        sign = text[at]
        if sign.isascii() and sign.isalnum():
            taken.append(sign.upper())
            end = at + 1
            if len(taken) == wanted:
                break
        elif sign not in _BETWEEN or at > end:
            return None
    is_whole = len(taken) == wanted and not (end < len(text) and text[end].isalnum())
    return end if is_whole and _is_one(taken) else None


def _is_one(signs: list[str]) -> bool:
    rest = signs[_HEAD:]
    if 2 * sum(one.isdigit() for one in rest) < len(rest):
        return False
    return int("".join(str(int(one, 36)) for one in (*rest, *signs[:_HEAD]))) % 97 == 1
