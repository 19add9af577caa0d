"""The brake: what in an agent's text must not go out before its author has looked again (T7).

Rules:
1. A pattern sees one line at a time, and of a very long line a stretch: what an admin's pattern costs stays small.
2. A card's number is what masking takes for one (`core.features.sensitive.cards`), but for what an admin allows there:
   an order number that looks like a card's is stopped, and sent anyway.
"""

from collections.abc import Iterator, Sequence

from core.features.sensitive.finding import card_numbers
from core.features.sensitive.lines import stretches
from core.messages import Span
from core.policy.brake import Brake, BrakeRule


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
    if rule.cards:
        yield from card_numbers(text)
    if rule.pattern is None:
        return
    for start, end in stretches(text):
        for match in rule.pattern.finditer(text, start, end):
            if match.start() < match.end():
                yield Span(match.start(), match.end())


def _joined(found: list[tuple[int, int]]) -> tuple[Span, ...]:
    made: list[Span] = []
    for start, end in found:
        if made and start <= made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, end))
        else:
            made.append(Span(start, end))
    return tuple(made)
