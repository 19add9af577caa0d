"""HTML cut into its tags and its words, in a time that grows with its length alone.

Rules:
1. What isn't surely a tag is words: nothing that somebody wrote is lost.
2. No tag is looked for further than a tag can be long. The standard library's own parser takes minutes for some
   messages of 100 KB, in which nothing is wrong but that many tags never end.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

_LONGEST_TAG = 8_192
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z][a-zA-Z0-9:_-]*)(?:\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?")


class Tag(NamedTuple):
    """A tag: one that opens, closes, or both."""

    name: str
    closes: bool
    given: Mapping[str, str]


def tokens(html: str) -> Iterator[Tag | str]:
    """Give the tags and the words between them, in order; the words as people see them."""
    at, words = 0, 0
    has_comments = True
    while (at := html.find("<", at)) >= 0:
        end = -1
        found = _TAG.match(html, at, at + _LONGEST_TAG)
        if found is not None:
            end = found.end()
        elif has_comments and html.startswith("<!--", at):
            end = html.find("-->", at + 4) + 3
            has_comments = end > at
        if end <= at:
            at += 1
            continue
        if at > words:
            yield unescape(html[words:at])
        if found is not None:
            yield Tag(found[2].lower(), bool(found[1]), {} if found[1] else _given(found[3]))
        at = words = end
    if words < len(html):
        yield unescape(html[words:])


def _given(attributes: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(attributes):
        found.setdefault(one[1].lower(), unescape(one[2] or one[3] or one[4] or ""))
    return found
