"""Formatting and masks of a text, as the widget draws them. Pure.

Rules:
1. A mark on the wire counts in UTF-16 code units, as JavaScript and the DOM do, so that the widget only cuts; an emoji
   before a mark is two units there and one character here.
2. Only kinds that the widget draws go out, and only addresses that a person may be sent to; anything else is plain
   words.
3. A link of which a single character is masked loses its address, which may hold what the words no longer show.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

from core.messages import Mark, MarkKind, Span, Text

KINDS = frozenset({MarkKind.BOLD, MarkKind.ITALIC, MarkKind.STRIKE, MarkKind.CODE, MarkKind.LINK})
"""What the widget draws; it has the same list in `wire.ts`."""

_ADDRESS = re.compile(r"(?:https?://|mailto:)[!-~\u00a1-\U0010ffff]+", re.IGNORECASE)
_DOT = "•"


def masked(part: Text, masks: tuple[Span, ...]) -> str:
    """Write masked stretches as dots, one for each character."""
    chars = list(part.text)
    for span in masks:
        chars[span.start : span.end] = _DOT * (span.end - span.start)
    return "".join(chars)


def shown_marks(part: Text, masks: tuple[Span, ...]) -> tuple[Mark, ...]:
    """Give the marks that the customer may see, within the text and not empty."""
    return tuple(_shown(part, masks))


def _shown(part: Text, masks: tuple[Span, ...]) -> Iterator[Mark]:
    for mark in part.marks:
        start, end = max(0, mark.start), min(len(part.text), mark.end)
        if mark.kind not in KINDS or start >= end:
            continue
        href = mark.href if mark.kind is MarkKind.LINK else None
        if mark.kind is MarkKind.LINK:
            is_masked = any(span.start < end and start < span.end for span in masks)
            if is_masked or href is None or not _ADDRESS.fullmatch(href):
                continue
        yield Mark(mark.kind, start, end, href)


def on_the_wire(shown: str, marks: tuple[Mark, ...]) -> list[Mapping[str, Any]]:
    """Give marks of the text that is shown, their offsets in UTF-16 code units."""
    if not marks:
        return []
    units = list(accumulate((1 + (char > "\uffff") for char in shown), initial=0))
    return [_one(mark, units[mark.start], units[mark.end]) for mark in marks]


def _one(mark: Mark, start: int, end: int) -> Mapping[str, Any]:
    plain = {"kind": mark.kind.value, "start": start, "end": end}
    return plain | {"href": mark.href} if mark.href else plain
