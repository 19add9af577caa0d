"""The outline of something that came from outside: what it is made of, and nothing that anybody wrote.

Rules:
1. Names and kinds alone: a text is `text`, a number `number`. Two payloads of one make have the same outline.
2. A value stands as it came only in a field that tells the kind of thing (`telling`), and only if it is a plain word.
3. What is deep, wide or long is cut, and the cut is shown.
"""

import re
from collections.abc import Collection, Iterable, Mapping

DEEPEST, WIDEST = 8, 60
CUT = "…"
_WORD = re.compile(r"[A-Za-z][A-Za-z_.\- ]{0,39}[0-9]{0,3}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.:\- ]{0,63}")
_MANY_DIGITS = re.compile(r"[0-9]{5}")

Outline = str | list["Outline"] | dict[str, "Outline"]


def outline(payload: object, telling: Collection[str] = (), depth: int = DEEPEST) -> Outline:
    """Say what a payload is made of; values only of the fields named in `telling`."""
    if depth == 0:
        return CUT
    if isinstance(payload, Mapping):
        return _of_fields(payload, telling, depth)
    if isinstance(payload, list | tuple):
        return _of_list(payload, telling, depth)
    return _kind(payload)


def _of_fields(payload: Mapping[object, object], telling: Collection[str], depth: int) -> Outline:
    found: dict[str, Outline] = {}
    for key, value in sorted(payload.items(), key=lambda one: str(one[0]))[:WIDEST]:
        name = _name(str(key))
        is_told = name in telling and isinstance(value, str) and _WORD.fullmatch(value) is not None
        found[name] = f"={value}" if is_told else outline(value, telling, depth - 1)
    if len(payload) > WIDEST:
        found[CUT] = CUT
    return found


def _of_list(payload: Iterable[object], telling: Collection[str], depth: int) -> Outline:
    """Give each kind of element once."""
    kinds: list[Outline] = []
    for one in payload:
        kind = outline(one, telling, depth - 1)
        if kind not in kinds:
            kinds.append(kind)
        if len(kinds) == DEEPEST:
            break
    return kinds


def _name(key: str) -> str:
    """Give a field's name; one that may be somebody's address is left out."""
    return key if _NAME.fullmatch(key) and not _MANY_DIGITS.search(key) else CUT


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, int | float):
        return "number"
    return "text" if value else "empty"
