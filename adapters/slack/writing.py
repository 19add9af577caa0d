"""Putting a text together with its formatting, and with mentions as plain names.

Rules:
1. A mention becomes `@Name` or `#name`: words, that notify nobody wherever they go. An id never gets into a text.
2. The bot's own name is taken away where a text begins with it, and noted wherever it stands.
3. A link is kept when it leads to a web page or a mail address; any other is its words alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC
from typing import Protocol

from adapters.slack.payload import moment
from core.messages import Mark, MarkKind, Text

_LINKS = ("https://", "http://", "mailto:")
_AFTER_NAME = " \t\u00a0:,"


class Names(Protocol):
    """What people, channels and groups are called, as far as known at this moment. No I/O."""

    def person(self, user: str) -> str | None:
        """Give a person's name, or None."""
        ...

    def channel(self, channel: str) -> str | None:
        """Give a channel's name, or None."""
        ...

    def group(self, group: str) -> str | None:
        """Give the name of a group of people, or None."""
        ...


class Writing:
    """A text in the making."""

    def __init__(self, names: Names, bot_user: str = "") -> None:
        self._names = names
        self._bot_user = bot_user
        self._pieces: list[str] = []
        self._marks: list[Mark] = []
        self._length = 0
        self._after_name = False
        self.addressed = False
        """True when the bot was mentioned."""
        self.quoting = False
        """True while every new line is one of a quotation."""

    @property
    def length(self) -> int:
        """Give how many characters there are."""
        return self._length

    def write(self, text: str, kinds: Iterable[MarkKind] = (), href: str | None = None) -> None:
        """Add words with their formatting."""
        if self._after_name:
            text = text.lstrip(_AFTER_NAME)
            self._after_name = not text
        if not text:
            return
        if self.quoting:
            text = text.replace("\n", "\n> ")
        start, self._length = self._length, self._length + len(text)
        self._pieces.append(text)
        self._marks.extend(Mark(kind, start, self._length) for kind in kinds)
        if href is not None and href.lower().startswith(_LINKS):
            self._marks.append(Mark(MarkKind.LINK, start, self._length, href))

    def person(self, user: str, label: str = "", kinds: Iterable[MarkKind] = ()) -> None:
        """Add a person's name."""
        if user and user == self._bot_user:
            self.addressed = True
            if not "".join(self._pieces).strip():
                self._pieces, self._marks, self._length, self._after_name = [], [], 0, True
                return
        self.write("@" + (self._names.person(user) or _bare(label) or "someone"), kinds)

    def channel(self, channel: str, label: str = "", kinds: Iterable[MarkKind] = ()) -> None:
        """Add a channel's name."""
        self.write("#" + (self._names.channel(channel) or _bare(label) or "channel"), kinds)

    def group(self, group: str, label: str = "", kinds: Iterable[MarkKind] = ()) -> None:
        """Add the name of a group of people."""
        self.write("@" + (self._names.group(group) or _bare(label) or "group"), kinds)

    def broadcast(self, reach: str, kinds: Iterable[MarkKind] = ()) -> None:
        """Add a call to everybody, as the words that it is."""
        self.write("@" + (reach if reach in ("here", "channel", "everyone") else "everyone"), kinds)

    def date(self, timestamp: str, fallback: str, kinds: Iterable[MarkKind] = ()) -> None:
        """Add a date, in the words that its author's client gave for those who can't show dates."""
        at = moment(timestamp)
        self.write(fallback or (at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if at else "a date"), kinds)

    def line_break(self) -> None:
        """Begin a new line, unless one has just begun or nothing stands yet."""
        if self._pieces and not self._pieces[-1].endswith("\n"):
            self.write("\n")

    def done(self) -> Text:
        """Give the text; a line break at its end is dropped."""
        whole = "".join(self._pieces)
        kept = whole.rstrip("\n")
        return Text(kept, tuple(_within(_joined(self._marks), len(kept))))


def _bare(label: str) -> str:
    return label.strip().lstrip("@#")


def _joined(marks: Iterable[Mark]) -> list[Mark]:
    """Join marks of the same kind that touch, so that a bold sentence is one mark."""
    joined: list[Mark] = []
    open_at: dict[tuple[MarkKind, str | None], int] = {}
    for mark in marks:
        key = (mark.kind, mark.href)
        index = open_at.get(key)
        if index is not None and joined[index].end == mark.start and mark.kind is not MarkKind.LINK:
            joined[index] = replace(joined[index], end=mark.end)
        else:
            open_at[key] = len(joined)
            joined.append(mark)
    return joined


def _within(marks: Iterable[Mark], length: int) -> Iterator[Mark]:
    for mark in marks:
        if mark.start < length:
            yield mark if mark.end <= length else replace(mark, end=length)
