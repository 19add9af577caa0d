"""Putting a text together with its formatting, line by line.

Rules:
1. A mention is `@Name`: words, that notify nobody wherever they go. Our bot's own name is left out where the text
   begins with it.
2. A link is kept when it leads to a web page or a mail address; any other is its words alone.
3. White space counts as it does in HTML: runs of it are one, none begins or ends a line; a no-break space is a space.
"""

import re
from collections.abc import Iterable

from core.messages import Mark, MarkKind, Text

_LINKS = ("https://", "http://", "mailto:")
_RUN = re.compile(r"[ \t\n\r\f]+")
_AFTER_NAME = " \t\u00a0:,"
_NEAR = 8
"""So many of the last marks can touch what comes next: one of each kind."""


class Writing:
    """A text in the making."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._prefix = ""
        self._skips = False
        """True right behind our bot's name at the beginning."""
        self.begins = True
        """True while nothing but white space stands there."""

    @property
    def begins_line(self) -> bool:
        """Tell whether nothing stands in the line yet."""
        return not self._pieces or self._pieces[-1].endswith("\n")

    def write(self, words: str, kinds: Iterable[MarkKind] = (), href: str = "", *, as_is: bool = False) -> None:
        """Add words with their formatting; `as_is` keeps their white space."""
        if not as_is:
            words = _RUN.sub(" ", words)
            if self.begins_line or self._pieces[-1].endswith(" "):
                words = words.lstrip(" ")
        words = words.replace("\u00a0", " ")
        if self._skips:
            words = words.lstrip(_AFTER_NAME)
            self._skips = not words
        if not words:
            return
        if self._prefix and self.begins_line:
            self._add(self._prefix)
        start = self._length
        self._add(words.replace("\n", f"\n{self._prefix}") if self._prefix else words)
        self.begins = self.begins and not words.strip()
        for kind in kinds:
            self._mark(kind, start)
        if href.lower().startswith(_LINKS):
            self._mark(MarkKind.LINK, start, href)

    def line(self, prefix: str = "") -> None:
        """Begin a new line, unless one has just begun; each new one begins with `prefix` from now on."""
        if not self.begins_line:
            self.break_line()
        self._prefix = prefix

    def break_line(self) -> None:
        """End the line, an empty one too."""
        if self._skips:
            return
        while self._pieces and self._pieces[-1].endswith(" "):
            last = self._pieces.pop()
            kept = last.rstrip(" ")
            self._length -= len(last) - len(kept)
            if kept:
                self._pieces.append(kept)
        self._add("\n")

    def skip_name(self) -> None:
        """Leave out our bot's name, and what people write between a name and what they want."""
        self._pieces, self._length, self._marks, self._skips = [], 0, [], True

    def done(self) -> Text:
        """Give the text; empty lines around it are dropped."""
        whole = "".join(self._pieces)
        begin = len(whole) - len(whole.lstrip("\n"))
        kept = whole.rstrip()
        marks = (_cut(mark, begin, len(kept)) for mark in self._marks)
        return Text(kept[begin:], tuple(mark for mark in marks if mark is not None))

    def _add(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)

    def _mark(self, kind: MarkKind, start: int, href: str | None = None) -> None:
        """Mark what was written from a place on; what touches a mark of the same kind belongs to it."""
        for at in range(len(self._marks) - 1, max(-1, len(self._marks) - _NEAR), -1):
            one = self._marks[at]
            if one.kind is kind and one.href == href and one.end == start:
                self._marks[at] = Mark(kind, one.start, self._length, href)
                return
        self._marks.append(Mark(kind, start, self._length, href))


def _cut(mark: Mark, begin: int, end: int) -> Mark | None:
    start, stop = max(mark.start, begin) - begin, min(mark.end, end) - begin
    return Mark(mark.kind, start, stop, mark.href) if start < stop else None
