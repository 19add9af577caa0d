"""The HTML of a message that a person wrote in Teams, as a text with formatting.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages

Rules:
1. Nothing of it is believed: a tag is formatting or nothing. What isn't known loses its tag and keeps its words.
2. An emoji is its own sign. A picture stands among the attachments; one that doesn't can't be carried, and is noted.
3. A quoted message is left out, and named: it stands in the thread, and what an agent quotes may be for agents alone.
4. A mention is told by its entity, not by its words: anybody may be called as our bot is.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from adapters.teams.html_tokens import Tag, tokens
from adapters.teams.writing import Writing
from core.messages import MarkKind, Text

_KINDS: Mapping[str, MarkKind] = {
    **dict.fromkeys(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"), MarkKind.BOLD),
    **dict.fromkeys(("i", "em"), MarkKind.ITALIC),
    **dict.fromkeys(("s", "strike", "del"), MarkKind.STRIKE),
    **dict.fromkeys(("code", "pre", "codeblock"), MarkKind.CODE),
}
_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "codeblock", "ul", "ol", "li", "table", "tr"}
)
_VERBATIM = frozenset({"pre", "codeblock"})
_UNSEEN = frozenset({"script", "style", "head", "title"})
_VOID = frozenset({"br", "img", "hr", "input", "wbr", "meta", "link", "col"})
_DEEPEST_INDENT = 8
_DEEPEST = 60
"""Tags inside of each other: nobody's message has so many."""
_PLACE = 4
"""Digits of a mention's number."""


class Mention(NamedTuple):
    """Somebody who is mentioned: the name as it stands there, and whether it is our bot."""

    name: str
    is_us: bool


class Read(NamedTuple):
    """What an HTML says; `pictures` are those in it that are no emoji, `quoted` is the id of the message it answers."""

    text: Text
    mentions_us: bool
    pictures: int
    quoted: str = ""


def read_html(html: str, mentions: Sequence[Mention] = ()) -> Read:
    """Read the HTML of a message."""
    reader = _Reader(mentions)
    for token in tokens(html):
        if isinstance(token, str):
            reader.words(token)
        elif token.closes:
            reader.close(token.name)
        else:
            reader.open(token)
    reader.close_all()
    return Read(reader.writing.done(), reader.mentions_us, reader.pictures, reader.quoted)


class _Open(NamedTuple):
    """A tag that is open."""

    name: str
    kind: MarkKind | None = None
    href: str = ""
    unseen: bool = False
    quotes: bool = False
    mention: int | None = None


class _Reader:
    """Walks through the tags."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.writing = Writing()
        self.mentions_us = False
        self.pictures = 0
        self.quoted = ""
        self._mentions = tuple(mentions)
        self._open: list[_Open] = []
        self._kinds: Counter[MarkKind] = Counter()
        self._unseen = self._quotes = self._verbatim = self._cells = 0
        self._lists: list[int] = []
        """Of each open list the last number, or -1 where it has none."""
        self._named: list[str] = []

    def words(self, words: str) -> None:
        """Take words as they stand between tags."""
        if self._unseen:
            return
        if self._open and self._open[-1].mention is not None:
            self._named.append(words)
        else:
            self._write(words)

    def open(self, tag: Tag) -> None:
        """Take a tag that opens."""
        if tag.name in _VOID:
            self._void(tag)
            return
        if len(self._open) >= _DEEPEST:
            return
        one = _opened(tag)
        if tag.name in _BLOCKS and not self._unseen:
            self._line(self._quotes + (one.quotes and not one.unseen))
        self._begin(tag.name)
        if one.unseen and one.quotes:
            self.quoted = self.quoted or tag.given.get("itemid", "")
        self._open.append(one)
        self._count(one, 1)
        if one.mention is not None:
            self._named = []

    def close(self, name: str) -> None:
        """Take a tag that closes, and with it all that stand open inside."""
        if any(one.name == name for one in self._open):
            while self._closed() != name:
                pass

    def close_all(self) -> None:
        """Close what was never closed."""
        while self._open:
            self._closed()

    def _closed(self) -> str:
        one = self._open.pop()
        self._count(one, -1)
        if self._unseen:
            return one.name
        if one.mention is not None and not one.unseen:
            self._mention("".join(self._named).strip(), one.mention)
        if one.name in ("ul", "ol") and self._lists:
            self._lists.pop()
        if one.name in _BLOCKS and not one.unseen:
            self._line(self._quotes)
        return one.name

    def _count(self, one: _Open, step: int) -> None:
        self._unseen += step * one.unseen
        self._quotes += step * (one.quotes and not one.unseen)
        self._verbatim += step * (one.name in _VERBATIM)
        if one.kind is not None:
            self._kinds[one.kind] += step

    def _line(self, quotes: int) -> None:
        self.writing.line("> " * quotes)

    def _begin(self, name: str) -> None:
        match name:
            case "ul" | "ol" if not self._unseen:
                self._lists.append(-1 if name == "ul" else 0)
            case "li" if not self._unseen:
                self._item()
            case "tr":
                self._cells = 0
            case "td" | "th" if not self._unseen:
                self._cells += 1
                if self._cells > 1:
                    self.writing.write(" | ")
            case _:
                pass

    def _item(self) -> None:
        indent = "    " * min(len(self._lists) - 1, _DEEPEST_INDENT)
        is_numbered = bool(self._lists) and self._lists[-1] >= 0
        if is_numbered:
            self._lists[-1] += 1
        self.writing.write(f"{indent}{self._lists[-1]}. " if is_numbered else f"{indent}• ", as_is=True)

    def _void(self, tag: Tag) -> None:
        if self._unseen:
            return
        match tag.name:
            case "br" if self._verbatim:
                self._write("\n")
            case "br":
                self.writing.break_line()
            case "hr":
                self._line(self._quotes)
            case "img" if _item_type(tag) == "Emoji" and tag.given.get("alt"):
                self._write(tag.given["alt"])
            case "img":
                self.pictures += 1
            case _:
                pass

    def _mention(self, name: str, number: int) -> None:
        one = self._mentions[number] if 0 <= number < len(self._mentions) else None
        if one is None or not _same(one.name, name):
            one = next((each for each in self._mentions if _same(each.name, name)), None)
        if one is not None and one.is_us:
            self.mentions_us = True
            if self.writing.begins:
                self.writing.skip_name()
                return
        if name:
            self._write("@" + name.lstrip("@"))

    def _write(self, words: str) -> None:
        kinds = [kind for kind, number in self._kinds.items() if number > 0]
        href = next((one.href for one in reversed(self._open) if one.href), "")
        self.writing.write(words, sorted(kinds), href, as_is=self._verbatim > 0)


def _opened(tag: Tag) -> _Open:
    item, place = _item_type(tag), tag.given.get("itemid", tag.given.get("id", ""))
    is_number = place.isascii() and place.isdigit() and len(place) <= _PLACE
    is_mention = tag.name == "at" or item == "Mention"
    return _Open(
        tag.name,
        kind=_KINDS.get(tag.name),
        href=tag.given.get("href", "").strip() if tag.name == "a" else "",
        unseen=tag.name in _UNSEEN or (tag.name == "blockquote" and item == "Reply"),
        quotes=tag.name == "blockquote",
        mention=(int(place) if is_number else -1) if is_mention else None,
    )


def _item_type(tag: Tag) -> str:
    """Give the last word of an element's kind, as in http://schema.skype.com/Mention."""
    return tag.given.get("itemtype", "").rpartition("/")[2]


def _same(one: str, other: str) -> bool:
    return one.strip().lstrip("@").casefold() == other.strip().lstrip("@").casefold()
