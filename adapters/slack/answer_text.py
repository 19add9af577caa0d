"""The words of an answer as rich text: heads in bold, lists as lists, addresses as links.

Rules:
1. The words stay as they are and in their order; only their form is Slack's.
2. A head is a line before the points of a list, or the first of several lines, that ends with a colon.
3. The address of a message in Slack is shown by words: nobody reads it, and it is longer than all the rest. Any other
   stays to be read, for words could hide where it leads.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from adapters.slack import rich_text_out as rich
from adapters.slack.escaping import cut
from adapters.slack.pieces import split
from adapters.slack.sentences import OPEN_THREAD
from core.messages import Mark, MarkKind, Text

Json = dict[str, Any]

POINT = "• "
_ADDRESS = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?)\]]")
_MESSAGE = re.compile(r"https://[a-z0-9.-]+\.slack(?:-gov)?\.com/archives/[A-Z0-9]+/p[0-9]+[^\s]*")


def blocks(words: str, most: int) -> list[Json]:
    """Give words, at most so many characters of them, in blocks of a size that Slack takes, parted between lines."""
    text = cut(words, most)
    parts = (text[start:end].strip("\n") for start, end in split(text))
    return [block(part) for part in parts if part]


def block(words: str) -> Json:
    """Make the block of an answer; `words` must not be empty."""
    lines = words.split("\n")
    parts = (_part(lines, numbers) for numbers in _runs(lines))
    return {"type": "rich_text", "elements": [part for part in parts if part is not None]}


def _runs(lines: list[str]) -> Iterator[list[int]]:
    """Give the numbers of lines that belong together: points, and what stands between them."""
    for _, run in groupby(range(len(lines)), lambda number: lines[number].startswith(POINT)):
        yield list(run)


def _part(lines: list[str], numbers: list[int]) -> Json | None:
    if lines[numbers[0]].startswith(POINT):
        points = [lines[number].removeprefix(POINT) or "-" for number in numbers]
        items = [{"type": "rich_text_section", "elements": _linked(point)} for point in points]
        return {"type": "rich_text_list", "style": "bullet", "elements": items}
    first, last = numbers[0], numbers[-1]
    is_before_points = last + 1 < len(lines)
    while first <= last and first and not lines[first]:
        first += 1  # a list has room around it by itself
    elements: list[Json] = []
    for number in range(first, last + 1):
        is_head = (is_before_points and number == last) or (number == 0 and lines[0].endswith(":"))
        text = lines[number] + ("\n" if number < last else "")
        elements += [rich.words(text, bold=True)] if is_head and lines[number] else _linked(text)
    return {"type": "rich_text_section", "elements": elements} if elements else None


def _linked(words: str) -> list[Json]:
    """Give our own words with their addresses as links: rich text makes none by itself."""
    if not words:
        return []
    found = [found.span() for found in _ADDRESS.finditer(words)]
    marks = tuple(Mark(MarkKind.LINK, start, end, words[start:end]) for start, end in found)
    made = rich.elements(Text(words, marks), 0, len(words), by_customer=True)
    return [_named(element) for element in made]


def _named(element: Json) -> Json:
    """Show the address of a message in Slack by words."""
    is_message = element["type"] == "link" and _MESSAGE.fullmatch(element["url"])
    return rich.link(element["url"], OPEN_THREAD) if is_message else element
