"""What the composer makes of typed words, and what is left of HTML when only the words count.

Rules: typed words are escaped, so that nobody types a tag; a mention is a span of Teams' own kind. It deliberately
knows nothing of people: the caller says which names are mentions.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape

_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6]|blockquote)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def without_tags(html: str) -> str:
    """Keep the words of HTML, one line a paragraph."""
    text = unescape(_TAG.sub("", _BREAK.sub("\n", html))).replace("\N{NO-BREAK SPACE}", " ")
    return text.strip("\n")


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """List the names that stand after an @, each once, in their order."""
    found = _pattern(names).finditer(text)
    return list(dict.fromkeys(one[1] for one in found))


def typed(text: str, mentions: Mapping[str, int]) -> str:
    """Write typed words as the composer does; `mentions` are names after an @, with their places in the entities."""
    body = escape(text, quote=False).replace("\n", "<br>")
    names = {escape(name, quote=False): place for name, place in mentions.items()}
    return f"<p>{_replaced(body, names, _span)}</p>"


def tagged(text: str, mentions: Mapping[str, int]) -> str:
    """Write typed words as an activity's `text` has them: mentions as `<at>`, a mention's blank as `&nbsp;`."""
    return _replaced(text, mentions, lambda name, _: f"<at>{name}</at>")


def _replaced(text: str, names: Mapping[str, int], write: Callable[[str, int], str]) -> str:
    def one(found: re.Match[str]) -> str:
        return write(found[1], names[found[1]]) + ("&nbsp;" if found[2] else "")

    return _pattern(names).sub(one, text)


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Match an @ and one of the names, the longest that fits, but no longer word that begins like it."""
    some = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"@({some})(?!\w)( ?)")


def _span(name: str, place: int) -> str:
    kind = "http://schema.skype.com/Mention"
    return f'<span itemscope itemtype="{kind}" itemid="{place}">{name}</span>'
