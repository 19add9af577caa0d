r"""Formatting that people write by hand in a form: `*bold*`, `_italic_`, `[words](https://…)`, and plain addresses.

Rules:
1. A sign that opens nothing, or that nothing closes on its line, is a sign like any other.
2. A link leads to http, https or mailto; anything else stays as it was written.
3. `written` gives back what `formatted` reads, so that a text can be shown for editing.
"""

import re
from collections.abc import Iterator

from core.messages import Mark, MarkKind, Text

_SIGNS = re.compile(
    r"\[(?P<label>[^\[\]\n]{1,300})\]\((?P<href>(?:https?://|mailto:)[^\s()]{1,2000})\)"
    r"|(?P<address>https?://[^\s<>]*[^\s<>.,;:!?)\]*_'\"])"
    r"|(?<![\w*])\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<!\w)_(?P<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?!\w)"
)
_KINDS = {"bold": MarkKind.BOLD, "italic": MarkKind.ITALIC}
_WRITTEN = {MarkKind.BOLD: "*", MarkKind.ITALIC: "_"}


def formatted(written: str) -> Text:
    """Read a text that was written by hand."""
    letters: list[str] = []
    marks: list[Mark] = []
    _read(written, letters, marks, 0)
    return Text("".join(letters), tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))))


def _read(written: str, letters: list[str], marks: list[Mark], length: int) -> int:
    """Put a stretch down; give how long the text is by then."""
    at = 0
    for found in _SIGNS.finditer(written):
        before = written[at : found.start()]
        letters.append(before)
        start = length + len(before)
        if found["address"] is not None:
            letters.append(found["address"])
            length = start + len(found["address"])
            marks.append(Mark(MarkKind.LINK, start, length, found["address"]))
        elif found["label"] is not None:
            letters.append(found["label"])
            length = start + len(found["label"])
            marks.append(Mark(MarkKind.LINK, start, length, found["href"]))
        else:
            name = "bold" if found["bold"] is not None else "italic"
            outside = len(marks)
            length = _read(found[name], letters, marks, start)
            marks.insert(outside, Mark(_KINDS[name], start, length))
        at = found.end()
    letters.append(written[at:])
    return length + len(written) - at


def written(text: Text) -> str:
    """Give a text as it would be written by hand; formatting that has no sign is left out."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for mark in sorted(text.marks, key=lambda one: (one.start, -one.end)):
        signs = _signs(text, mark)
        if signs is not None:
            opening.setdefault(mark.start, []).append(signs[0])
            closing.setdefault(mark.end, []).insert(0, signs[1])
    return "".join(_pieces(text.text, opening, closing))


def _pieces(text: str, opening: dict[int, list[str]], closing: dict[int, list[str]]) -> Iterator[str]:
    at = 0
    for border in sorted({*opening, *closing}):
        yield text[at:border]
        yield from closing.get(border, ())
        yield from opening.get(border, ())
        at = border
    yield text[at:]


def _signs(text: Text, mark: Mark) -> tuple[str, str] | None:
    """Give what stands before and behind the words of a mark, or None where nothing does."""
    words = text.text[mark.start : mark.end]
    if mark.kind in _WRITTEN and words.strip() == words and "\n" not in words:
        return _WRITTEN[mark.kind], _WRITTEN[mark.kind]
    if mark.kind is MarkKind.LINK and mark.href and mark.href != words:
        return "[", f"]({mark.href})"
    return None
