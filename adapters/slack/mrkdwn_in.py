"""Slack's `text` as a text with formatting, for the messages that come without `rich_text` blocks.

https://docs.slack.dev/messaging/formatting-message-text

Rules:
1. `<…>` are Slack's own tokens; whatever a person typed has its `&`, `<` and `>` escaped. They are undone once.
2. Marks (`*`, `_`, `~`, `` ` ``) are read in what was typed, never in a name, an address or a decoded character.
3. A mark that isn't closed on its line is the character itself.
"""

import re
from collections.abc import Iterator

from adapters.slack.emoji_codes import replace_codes
from adapters.slack.writing import Writing
from core.messages import MarkKind

_TOKEN = re.compile(r"<([^<>]+)>")
_FENCE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*_~])([*_~])(?=\S)(?!\1)((?:(?!\1)[^\n])*?[^\s])\1(?!\w)")
_KINDS = {"*": MarkKind.BOLD, "_": MarkKind.ITALIC, "~": MarkKind.STRIKE}
_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_DEEPEST = 3

Kinds = frozenset[MarkKind]


def unescape(text: str) -> str:
    """Undo Slack's three escapes, once: `&amp;lt;` is the four characters `&lt;`."""
    for escaped, plain in _ESCAPES:  # & must come last
        text = text.replace(escaped, plain)
    return text


def write_mrkdwn(text: str, writing: Writing) -> None:
    """Write a message's `text`."""
    at = 0
    for fence in _FENCE.finditer(_shadow(text)):
        start, end = fence.span(1) if fence[1] else fence.span(2)
        _emphasis(text[at : fence.start()], writing, frozenset())
        _tokens(text[start:end], writing, frozenset({MarkKind.CODE}))
        at = fence.end()
    _emphasis(text[at:], writing, frozenset())


def write_plain(text: str, writing: Writing) -> None:
    """Write a `text` in which marks are characters like others, such as what stands behind a slash command."""
    _tokens(text, writing, frozenset())


def _emphasis(text: str, writing: Writing, kinds: Kinds, depth: int = 0) -> None:
    at = 0
    for start, end, kind, inner in _emphasised(text) if depth < _DEEPEST else ():
        _tokens(text[at:start], writing, kinds)
        _emphasis(inner, writing, kinds | {kind}, depth + 1)
        at = end
    _tokens(text[at:], writing, kinds)


def _emphasised(text: str) -> Iterator[tuple[int, int, MarkKind, str]]:
    """Find what stands between marks."""
    for found in _EMPHASIS.finditer(_shadow(text)):
        yield found.start(), found.end(), _KINDS[found[1]], text[found.start() + 1 : found.end() - 1]


def _shadow(text: str) -> str:
    """Hide the tokens behind as many other characters, so that no mark is found in one."""
    return _TOKEN.sub(lambda found: "\x00" * len(found[0]), text)


def _tokens(text: str, writing: Writing, kinds: Kinds) -> None:
    at = 0
    for found in _TOKEN.finditer(text):
        _typed(text[at : found.start()], writing, kinds)
        _token(found[1], writing, kinds)
        at = found.end()
    _typed(text[at:], writing, kinds)


def _typed(text: str, writing: Writing, kinds: Kinds) -> None:
    plain = text if MarkKind.CODE in kinds else replace_codes(text)
    writing.write(unescape(plain), sorted(kinds))


def _token(token: str, writing: Writing, kinds: Kinds) -> None:
    body, _, label = token.partition("|")
    label, marks = unescape(label), sorted(kinds)
    match body[:1], body[1:]:
        case "@", user:
            writing.person(user, label, marks)
        case "#", channel:
            writing.channel(channel, label, marks)
        case "!", special:
            _special(special, label, writing, kinds)
        case _:
            url = unescape(body)
            writing.write(label or url.removeprefix("mailto:").removeprefix("tel:"), marks, url)


def _special(special: str, label: str, writing: Writing, kinds: Kinds) -> None:
    marks = sorted(kinds)
    name, _, rest = special.partition("^")
    match name:
        case "subteam":
            writing.group(rest, label, marks)
        case "date":
            writing.date(rest.partition("^")[0], label, marks)
        case _:
            writing.broadcast(name, marks)
