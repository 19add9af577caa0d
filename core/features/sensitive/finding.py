"""The stretches of a text that must not be kept, by an installation's rules.

Rules:
1. Whatever stands wholly inside what an allow-pattern matches is left.
2. A text with few digits is passed at once, unless there are patterns of an admin's.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from core.features.sensitive.cards import cards
from core.features.sensitive.ibans import ibans
from core.features.sensitive.lines import stretches
from core.features.sensitive.plain import Plain, plain, readings
from core.features.sensitive.ssns import ssns
from core.messages import Span
from core.policy.masking import Masking, Sensitive

Detector = Callable[[str], Iterable[Span]]
"""Gives the stretches of a text that must not be kept; they may overlap."""

_FINDERS: Mapping[Sensitive, Callable[[Plain], Iterator[tuple[int, int]]]] = {
    Sensitive.IBANS: lambda read: ibans(read.text),
    Sensitive.SSNS: lambda read: ssns(read.text),
}
_FEWEST = 8
"""The shortest bank account number has so many digits, and nothing else has fewer."""
_ENOUGH = re.compile(rf"(?:[^0-9]*[0-9]){{{_FEWEST}}}")
CARDS = frozenset({Sensitive.CARDS})


def found(text: str, rules: Masking) -> tuple[Span, ...]:
    """Give all that is found in a text."""
    spans = (*_known(text, rules.find), *_matched(text, rules.patterns))
    return without_allowed(text, spans, rules)


def card_numbers(text: str, rules: Masking = Masking()) -> tuple[Span, ...]:  # noqa: B008 - a value
    """Give the numbers of cards in a text, but for what the rules allow."""
    return without_allowed(text, _known(text, CARDS), rules)


def detector(rules: Masking) -> Detector:
    """Make the detector of these rules."""
    return lambda text: found(text, rules)


def card_detector(rules: Masking) -> Detector:
    """Make the detector of cards' numbers alone, with what these rules allow."""
    return lambda text: card_numbers(text, rules)


def without_allowed(text: str, spans: tuple[Span, ...], rules: Masking) -> tuple[Span, ...]:
    """Give those stretches that no allow-pattern covers."""
    allowed = _matched(text, rules.allow) if spans else ()
    if not allowed:
        return spans
    return tuple(one for one in spans if not any(ok.start <= one.start and one.end <= ok.end for ok in allowed))


def _known(text: str, kinds: frozenset[Sensitive]) -> tuple[Span, ...]:
    if not kinds or not _may_hold(text):
        return ()
    numbers = (read.span(*at) for read in readings(text) for at in cards(read)) if Sensitive.CARDS in kinds else ()
    read = plain(text)
    others = (read.span(*at) for kind, find in _FINDERS.items() if kind in kinds for at in find(read))
    return (*dict.fromkeys(numbers), *others)


def has_digit(text: str) -> bool:
    """Tell whether a text has a digit, in whatever script."""
    if text.isascii():
        return re.search("[0-9]", text) is not None
    return any(map(str.isnumeric, text))


def _may_hold(text: str) -> bool:
    """Tell whether there are digits enough for any of it: most texts are done with this look."""
    if text.isascii():
        return _ENOUGH.match(text) is not None
    return sum(map(str.isnumeric, text)) >= _FEWEST // 2  # one sign may stand for two digits


def _matched(text: str, patterns: tuple[re.Pattern[str], ...]) -> tuple[Span, ...]:
    if not patterns:
        return ()
    return tuple(
        Span(*match.span())
        for start, end in stretches(text)
        for pattern in patterns
        for match in pattern.finditer(text, start, end)
        if match.start() < match.end()
    )
