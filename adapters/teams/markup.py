"""Text with marks as a text activity of Teams', in its simple XML.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages

Rules:
1. Whatever a person wrote or chose is escaped, so it can't become a tag: no mention, no link, no picture. Nothing is
   read as Markdown in such an activity.
2. A mention is made of one in words of our own alone (`mentions`), and names whom Teams is to tell in an entity.
3. A customer's link shows as one only if its words are its address, or a bank's name could hide another's door.
4. Our own bold and small print are `<b>` and `<i>`, people's `<strong>` and `<em>`: they look alike and can be told
   apart.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from adapters.teams.card_text import clean, cut, one_line
from core.messages import Mark, MarkKind, Text

Json = dict[str, Any]
Members = Mapping[str, str]
"""By which ids Teams knows people towards our bot; who is not among them is not told."""

BREAK = "<br/>"
_NBSP, _WIDE = "\u00a0", "\u2003"
_DROPPED = re.compile(r"^ | $|(?<= ) ", re.MULTILINE)
_SUMMARY = 200
_MOST_RUNS = 500
"""More would be formatting for its own sake; such a piece goes plain."""
_LONGEST_URL = 2_000
_TAGS = MappingProxyType(
    {MarkKind.BOLD: "strong", MarkKind.ITALIC: "em", MarkKind.STRIKE: "strike", MarkKind.CODE: "code"}
)
_SCHEMES = frozenset({"http", "https", "mailto"})


def activity(text: str, summary: str, entities: Sequence[Json] = ()) -> Json:
    """Give a text activity of what is markup already; `summary` is for notifications, and is never markup."""
    made: Json = {
        "type": "message",
        "textFormat": "xml",
        "text": text,
        "summary": cut(one_line(summary), _SUMMARY) or "-",
    }
    return {**made, "entities": list(entities)} if entities else made


def plain(text: str) -> str:
    """Write words that are words: escaped, their line breaks and spaces kept."""
    return escaped(spaced(clean(text)))


def bold(text: str) -> str:
    """Write words of our own in bold."""
    return f"<b>{plain(text)}</b>"


def small(text: str) -> str:
    """Write words of our own as small print."""
    return f"<i>{plain(text)}</i>"


def anchor(address: str, text: str) -> str:
    """Write a link of our own."""
    return f'<a href="{escape(address)}">{escaped(text)}</a>'


def spaced(text: str) -> str:
    """Keep the spaces that a reader of markup would drop: at a line's ends, and all but one of several.

    Each sign stands for one, so that marks stay where they are.
    """
    return _DROPPED.sub(_NBSP, text.replace("\t", _WIDE))


def escaped(text: str) -> str:
    """Write words whose spaces are kept already."""
    return escape(text, quote=False).replace("\n", BREAK)


def joined(texts: Iterable[Text]) -> Text:
    """Put texts under each other, cleaned, with their marks where the words went."""
    lines: list[str] = []
    marks: list[Mark] = []
    at = 0
    for one in texts:
        line = clean(one.text)
        for mark in one.marks:
            start, end = (_shifted(one.text, line, offset) for offset in (mark.start, mark.end))
            marks.append(Mark(mark.kind, at + start, at + end, mark.href))
        lines.append(line)
        at += len(line) + 1
    return Text("\n".join(lines), tuple(marks))


def _shifted(before: str, after: str, at: int) -> int:
    at = max(0, at)
    return min(len(after), at if len(before) == len(after) else len(clean(before[:at])))


def written(
    text: Text, start: int, end: int, *, by_customer: bool, mentions: Members | None = None
) -> tuple[str, list[Json]]:
    """Write `text.text[start:end]`, and whom it mentions; `mentions` only for words of our own."""
    marks = [mark for mark in text.marks if mark.start < mark.end and mark.start < end and mark.end > start]
    cuts = sorted({start, end} | {at for mark in marks for at in (mark.start, mark.end) if start < at < end})
    if len(cuts) > _MOST_RUNS:
        return escaped(spaced(text.text[start:end])), []
    words = spaced(text.text)
    made: list[str] = []
    entities: list[Json] = []
    for first, last in pairwise(cuts):
        over = [mark for mark in marks if mark.start <= first and mark.end >= last]
        member = _mentioned(over, first, last, mentions or {})
        if member:
            name = one_line(text.text[first:last])
            tag = f"<at>{escaped(name)}</at>"
            entities.append({"type": "mention", "text": tag, "mentioned": {"id": member, "name": name}})
            made.append(tag)
        else:
            made.append(_run(words, first, last, over, by_customer=by_customer))
    return "".join(made), entities


def _run(text: str, first: int, last: int, over: Sequence[Mark], *, by_customer: bool) -> str:
    made = escaped(text[first:last])
    for tag in dict.fromkeys(_TAGS[mark.kind] for mark in over if mark.kind in _TAGS):
        made = f"<{tag}>{made}</{tag}>"
    link = next((mark for mark in over if mark.kind is MarkKind.LINK), None)
    if link is None or not _fits(text, link, by_customer=by_customer):
        return made
    return f'<a href="{escape(link.href or "")}">{made}</a>'


def _mentioned(over: Sequence[Mark], first: int, last: int, mentions: Members) -> str:
    """Give the id of who is mentioned here; nothing for anything but one whole mention."""
    mark = next((mark for mark in over if mark.kind is MarkKind.MENTION), None)
    if mark is None or (mark.start, mark.end) != (first, last):
        return ""
    return mentions.get(mark.href or "", "")


def _fits(text: str, link: Mark, *, by_customer: bool) -> bool:
    href = link.href or ""
    return may_link(href) and (not by_customer or _bare(text[link.start : link.end]) == _bare(href))


def may_link(address: str) -> bool:
    """Tell whether an address may be followed."""
    if len(address) > _LONGEST_URL or not address.isprintable():
        return False
    try:
        return urlsplit(address).scheme in _SCHEMES
    except ValueError:
        return False


def _bare(address: str) -> str:
    address = address.strip().casefold()
    for scheme in ("https://", "http://", "mailto:"):
        address = address.removeprefix(scheme)
    return address.rstrip("/")
