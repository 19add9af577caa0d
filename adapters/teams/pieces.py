"""A long text in pieces, one message each.

Rules:
1. Joined together the pieces are the text, to the last space.
2. A piece is cut behind a line break or a space where there is one in its second half, never inside what people see as
   one character.
3. 6,000 characters, and 9,000 once they are escaped: 18 KB in UTF-16, as Teams counts, with the author's name and the
   small print around it below 20 KB. Teams takes 100 KB with everything around; it once took 28.
   https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
"""

from collections.abc import Iterator
from html import escape

from core.capabilities import split_text

MOST = 6_000
MOST_ESCAPED = 9_000


def split(text: str) -> Iterator[tuple[int, int]]:
    """Give where the pieces begin and end; one empty piece for an empty text."""
    start = 0
    while True:
        end = _reach(text, start)
        if end < len(text):
            end = _good_cut(text, start, end)
        yield start, end
        if end >= len(text):
            return
        start = end


def _reach(text: str, start: int) -> int:
    rest = text[start : start + MOST]
    if _width(rest) <= MOST_ESCAPED:
        return start + len(rest)
    room = MOST_ESCAPED
    for at, one in enumerate(rest):
        room -= _width(one)
        if room < 0:
            return start + at
    return start + len(rest)


def _width(text: str) -> int:
    """Count the UTF-16 units of a text once it is escaped."""
    return len(escape(text, quote=False).encode("utf-16-le", "surrogatepass")) // 2


def _good_cut(text: str, start: int, end: int) -> int:
    """Give the end of a piece; a space at which it is cut stays with it."""
    first = split_text(text[start : end + 1], end - start)[0]
    at = start + len(first)
    while at < end and text[at].isspace():
        at += 1
    return at if at > start else end
