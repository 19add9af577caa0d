"""The brake: what in an agent's text must not go out before its author has looked again (T7).

Rules:
1. A rule sees one line at a time, and of a very long line a stretch: what an admin's pattern costs stays small.
2. A card's number is told by its check digit (ISO/IEC 7812-1), whatever stands between its groups, in the digits of any
   script. Digits that merely stand beside it hide nothing: it may begin and end at any group.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.messages import Span
from core.policy.brake import Brake, BrakeRule

_STRETCH, _OVERLAP = 600, 120
"""How much of a line is looked at at once, and how much of it twice, so that no border hides anything."""
_SHORTEST, _LONGEST = 13, 19
"""How many digits the numbers of cards have."""


def braked(text: str, brake: Brake | None) -> tuple[Span, ...]:
    """Give the stretches of a text that must not go out unseen, in order, each letter at most once."""
    if brake is None:
        return ()
    return _joined(sorted((found.start, found.end) for rule in brake.rules for found in _found(text, rule)))


def titles(text: str, brake: Brake | None) -> tuple[str, ...]:
    """Name what was found: the titles of the rules that fit, in their order."""
    if brake is None:
        return ()
    return tuple(rule.title for rule in brake.rules if next(_found(text, rule), None) is not None)


def spoken(names: Sequence[str]) -> str:
    """Name several things as people do: `a card number, an email address and a forbidden word`."""
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last


def _found(text: str, rule: BrakeRule) -> Iterator[Span]:
    for start, end in _stretches(text):
        for match in rule.pattern.finditer(text, start, end):
            if not rule.luhn:
                if match.start() < match.end():
                    yield Span(match.start(), match.end())
            else:
                yield from _cards(text, match.start(), match.end())


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.splitlines(keepends=True):
        end = at + len(line.rstrip("\r\n"))
        for start in range(at, max(at + 1, end - _OVERLAP), _STRETCH - _OVERLAP):
            yield start, min(end, start + _STRETCH)
        at += len(line)


def _cards(text: str, start: int, end: int) -> Iterator[Span]:
    """Give the cards' numbers in a run of digits and separators, the longest from each group on."""
    places = [at for at in range(start, end) if text[at].isdecimal()]
    digits = [int(text[at]) for at in places]
    begins = [0, *(number for number, (one, two) in enumerate(pairwise(places), start=1) if two > one + 1)]
    ends = [*begins[1:], len(places)]
    free = 0
    for first in begins:
        if first < free:
            continue
        for last in reversed(ends):
            if _SHORTEST <= last - first <= _LONGEST and _has_check_digit(digits[first:last]):
                yield Span(places[first], places[last - 1] + 1)
                free = last
                break


def _has_check_digit(digits: list[int]) -> bool:
    """Tell whether the last digit fits the others by Luhn's formula; a row of noughts is no number."""
    added = (digit if number % 2 == 0 else sum(divmod(digit * 2, 10)) for number, digit in enumerate(reversed(digits)))
    return any(digits) and sum(added) % 10 == 0


def _joined(found: list[tuple[int, int]]) -> tuple[Span, ...]:
    made: list[Span] = []
    for start, end in found:
        if made and start <= made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, end))
        else:
            made.append(Span(start, end))
    return tuple(made)
