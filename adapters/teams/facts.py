"""Labelled values as two columns of an Adaptive Card.

Rules:
1. A FactSet would read Markdown in its values, and customers choose them (a name, a page's title): each fact is a
   column of a row, its label in small print above its value.
2. A long value has all of the width.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from adapters.teams.card_text import block, cut, is_web, link, one_line, words
from adapters.teams.moments import moment_block
from core.views import Fact

Json = dict[str, Any]

_LABEL, _VALUE = 80, 300
_LONG = 36
"""Characters beyond which half of a card's width is too little."""


def facts(given: Sequence[Fact], now: datetime, limit: int = _VALUE) -> list[Json]:
    """Give the rows; a value is cut at `limit` characters."""
    return [
        {
            "type": "ColumnSet",
            "spacing": "Small" if number else "Medium",
            "columns": [_column(one, now, limit) for one in row],
        }
        for number, row in enumerate(_rows(given))
    ]


def _rows(given: Sequence[Fact]) -> Iterator[list[Fact | None]]:
    """Give two a row, and what is long alone. A short one without a neighbour stays in its column."""
    waiting: Fact | None = None
    for one in given:
        if _is_long(one):
            if waiting is not None:
                yield [waiting, None]
            waiting = None
            yield [one]
        elif waiting is not None:
            yield [waiting, one]
            waiting = None
        else:
            waiting = one
    if waiting is not None:
        yield [waiting, None]


def _is_long(one: Fact) -> bool:
    return len(one.value) > _LONG or len(one.href) > _LONG


def _column(one: Fact | None, now: datetime, limit: int) -> Json:
    return {"type": "Column", "width": "stretch", "items": [] if one is None else list(_items(one, now, limit))}


def _items(one: Fact, now: datetime, limit: int) -> Iterator[Json]:
    yield block([words(cut(one_line(one.label), _LABEL), size="Small", isSubtle=True)])
    value = cut(one_line(one.value), limit)
    if is_web(one.href):
        if value and value != one.href:
            yield block([value], spacing="None")
            yield block(
                [link(one.href, one.href, size="Small")], spacing="None"
            )  # words alone could hide where it leads
        else:
            yield block([link(one.href, one.href)], spacing="None")
    elif value or one.moment is None:
        yield block([value or "-"], spacing="None")
    if one.moment is not None:
        yield moment_block(one.moment, now, spacing="None")
