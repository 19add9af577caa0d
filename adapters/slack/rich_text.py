"""The `rich_text` blocks of a message that a person typed, as a text with formatting.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

Rules:
1. What stands in a block isn't escaped, so nothing is unescaped here.
2. All or nothing: a block or element that isn't known makes the whole unreadable here, and the caller takes the
   message's `text` instead. So no words get lost when Slack invents another one.
"""

from collections.abc import Sequence

from adapters.slack.emoji_codes import from_code, from_code_points, with_tone
from adapters.slack.payload import Json, mapping, number, objects, part, text
from adapters.slack.writing import Writing
from core.messages import MarkKind

_STYLES = {
    "bold": MarkKind.BOLD,
    "italic": MarkKind.ITALIC,
    "strike": MarkKind.STRIKE,
    "code": MarkKind.CODE,
}
_DEEPEST = 8


class _UnknownElementError(Exception):
    """Slack sent something that this module has not heard of."""


def only_words(blocks: object) -> str | None:
    """Give the words of a message that is nothing but words, as nearly every one is; None for any other."""
    element: Json = {"elements": blocks}
    for kind in ("rich_text", "rich_text_section", "text"):
        inside = element.get("elements")
        if not isinstance(inside, list) or len(inside) != 1:
            return None
        element = mapping(inside[0])
        if element.get("type") != kind:
            return None
    return None if element.get("style") else text(element, "text")


def write_rich_text(blocks: Sequence[object], writing: Writing) -> bool:
    """Write the blocks; False when there is nothing, or something unknown, in them. Then `writing` is of no use."""
    try:
        for block in map(mapping, blocks):
            if text(block, "type") != "rich_text":
                return False
            for element in objects(block, "elements"):
                _container(element, writing)
    except _UnknownElementError:
        return False
    return bool(blocks)


def _container(element: Json, writing: Writing, prefix: str = "") -> None:
    writing.line_break()
    match text(element, "type"):
        case "rich_text_section":
            _line(element, writing, prefix)
        case "rich_text_list":
            _list(element, writing)
        case "rich_text_quote":
            _quote(element, writing)
        case "rich_text_preformatted":
            _line(element, writing, prefix, frozenset({MarkKind.CODE}))
        case _:
            raise _UnknownElementError


def _list(element: Json, writing: Writing) -> None:
    ordered = text(element, "style") == "ordered"
    indent = "    " * min(number(element, "indent"), _DEEPEST)
    for position, item in enumerate(objects(element, "elements"), number(element, "offset") + 1):
        _container(item, writing, f"{indent}{position}. " if ordered else f"{indent}• ")


def _quote(element: Json, writing: Writing) -> None:
    writing.write("> ")
    writing.quoting = True
    _line(element, writing, "")
    writing.quoting = False
    writing.line_break()


def _line(element: Json, writing: Writing, prefix: str, kinds: frozenset[MarkKind] = frozenset()) -> None:
    if prefix:
        writing.write(prefix)
    for one in objects(element, "elements"):
        _element(one, writing, kinds | _kinds(one))
    if text(element, "type") == "rich_text_preformatted":
        writing.line_break()


def _kinds(element: Json) -> frozenset[MarkKind]:
    style = part(element, "style")
    return frozenset(kind for name, kind in _STYLES.items() if style.get(name) is True)


def _element(element: Json, writing: Writing, kinds: frozenset[MarkKind]) -> None:
    marks = sorted(kinds)
    match text(element, "type"):
        case "text":
            writing.write(text(element, "text"), marks)
        case "link":
            url = text(element, "url")
            writing.write(text(element, "text") or url.removeprefix("mailto:"), marks, url)
        case "emoji":
            writing.write(_emoji(element), marks)
        case "user":
            writing.person(text(element, "user_id"), kinds=marks)
        case "channel":
            writing.channel(text(element, "channel_id"), kinds=marks)
        case "usergroup":
            writing.group(text(element, "usergroup_id"), kinds=marks)
        case "broadcast":
            writing.broadcast(text(element, "range"), marks)
        case "date":
            writing.date(str(number(element, "timestamp")), text(element, "fallback"), marks)
        case "color":
            writing.write(text(element, "value"), marks)
        case _:
            raise _UnknownElementError


def _emoji(element: Json) -> str:
    name, tone = text(element, "name"), number(element, "skin_tone")
    plain, _, suffix = name.partition("::skin-tone-")
    if suffix[:1].isdigit():
        tone = int(suffix[0])
    face = from_code_points(text(element, "unicode"))
    if face:
        return with_tone(face, tone)
    return from_code(plain, tone) or f":{name}:"
