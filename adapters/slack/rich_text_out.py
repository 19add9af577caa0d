"""Text with marks as the elements of a `rich_text` block.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

Rules:
1. Slack parses nothing inside rich text: no mention, no address, no emoji code can come alive, so nothing is escaped.
2. Of what anybody wrote only `text` and `link` elements are made. A `user` element notifies, and is made of a mention
   in words of our own alone (`mentions`); anywhere else a mention is its words.
3. A customer's link shows as one only if its words are its address, or a bank's name could hide another's door.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from adapters.slack.escaping import clean
from adapters.slack.ids import parse_person
from core.ids import PersonRef
from core.messages import Mark, MarkKind, Text

Json = dict[str, Any]

MOST_ELEMENTS = 500
"""More would be formatting for its own sake; such a piece goes plain. Slack names no number."""
_LONGEST_URL = 3_000
_STYLES = frozenset({MarkKind.BOLD, MarkKind.ITALIC, MarkKind.STRIKE, MarkKind.CODE})
_SCHEMES = frozenset({"http", "https", "mailto"})


def block(elements: Iterable[Json], *, quote: bool = False, block_id: str = "") -> Json:
    """Make a block of one section, or of one quote."""
    kind = "rich_text_quote" if quote else "rich_text_section"
    made: Json = {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}
    return {**made, "block_id": block_id} if block_id else made


def words(text: str, **style: bool) -> Json:
    """Make one text element; `text` must not be empty."""
    return {"type": "text", "text": text, "style": style} if style else {"type": "text", "text": text}


def link(url: str, label: str) -> Json:
    """Make a link of our own with its words; never of anything that a customer wrote."""
    return {"type": "link", "url": url[:_LONGEST_URL], "text": label}


def joined(texts: Iterable[Text]) -> Text:
    """Put texts under each other, cleaned, with their marks where the words went."""
    lines: list[str] = []
    marks: list[Mark] = []
    at = 0
    for one in texts:
        line = clean(one.text)
        shift = _Shift(one.text, line)
        marks += [Mark(m.kind, at + shift.to(m.start), at + shift.to(m.end), m.href) for m in one.marks]
        lines.append(line)
        at += len(line) + 1
    return Text("\n".join(lines), tuple(marks))


def elements(text: Text, start: int, end: int, *, by_customer: bool, mentions: bool = False) -> list[Json]:
    """Make the elements of `text.text[start:end]`; `mentions` only for words of our own."""
    marks = [mark for mark in text.marks if mark.start < mark.end and mark.start < end and mark.end > start]
    bounds = {start, end} | {at for mark in marks for at in (mark.start, mark.end) if start < at < end}
    cuts = sorted(bounds)
    if len(cuts) > MOST_ELEMENTS:
        return [words(text.text[start:end])]
    made: list[Json] = []
    for first, last in pairwise(cuts):
        over = [mark for mark in marks if mark.start <= first and mark.end >= last]
        person = _mentioned(over, first, last) if mentions and not by_customer else None
        made.append(person or _element(text.text, first, last, over, by_customer=by_customer))
    return made


def _element(text: str, first: int, last: int, over: list[Mark], *, by_customer: bool) -> Json:
    style = {mark.kind.value: True for mark in over if mark.kind in _STYLES}
    made = words(text[first:last], **style)
    link = next((mark for mark in over if mark.kind is MarkKind.LINK), None)
    if link is None or not _may_link(text, link, by_customer=by_customer):
        return made
    return {**made, "type": "link", "url": link.href}


def _mentioned(over: list[Mark], first: int, last: int) -> Json | None:
    """Give the element of a whole mention; None for anything else, and for who is no person of Slack's."""
    mark = next((mark for mark in over if mark.kind is MarkKind.MENTION), None)
    if mark is None or (mark.start, mark.end) != (first, last):
        return None
    try:
        return {"type": "user", "user_id": parse_person(PersonRef(mark.href or "")).user}
    except ValueError:
        return None


def _may_link(text: str, link: Mark, *, by_customer: bool) -> bool:
    href = link.href or ""
    if len(href) > _LONGEST_URL or not href.isprintable():
        return False
    try:
        fits = urlsplit(href).scheme in _SCHEMES
    except ValueError:
        return False
    return fits and (not by_customer or _bare(text[link.start : link.end]) == _bare(href))


def _bare(address: str) -> str:
    address = address.strip().casefold()
    for scheme in ("https://", "http://", "mailto:"):
        address = address.removeprefix(scheme)
    return address.rstrip("/")


class _Shift:
    """Where an offset went when its text was cleaned."""

    def __init__(self, before: str, after: str) -> None:
        self._before = None if len(before) == len(after) else before
        self._length = len(after)

    def to(self, at: int) -> int:
        at = max(0, at)
        return min(self._length, at if self._before is None else len(clean(self._before[:at])))
