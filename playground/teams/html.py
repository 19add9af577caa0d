"""What the composer makes of typed words, and what is left of HTML when only the words count.

Rules: typed words are escaped, so that nobody types a tag; a mention is a span of Teams' own kind. It deliberately
knows nothing of people: the caller says which names are mentions.
"""

import re
from collections.abc import Mapping
from html import escape, unescape

_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6]|blockquote)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def without_tags(html: str) -> str:
    """Keep the words of HTML, one line a paragraph."""
    text = unescape(_TAG.sub("", _BREAK.sub("\n", html))).replace("\N{NO-BREAK SPACE}", " ")
    return text.strip("\n")


def typed(text: str, mentions: Mapping[str, int]) -> str:
    """Write typed words as the composer does; `mentions` are names after an @, with their places in the entities."""
    body = escape(text, quote=False).replace("\n", "<br>")
    for name in sorted(mentions, key=len, reverse=True):
        body = body.replace(f"@{escape(name, quote=False)} ", f"{_span(name, mentions[name])}&nbsp;")
        body = body.replace(f"@{escape(name, quote=False)}", _span(name, mentions[name]))
    return f"<p>{body}</p>"


def tagged(text: str, mentions: Mapping[str, int]) -> str:
    """Write typed words as an activity's `text` has them: mentions as `<at>`, a mention's blank as `&nbsp;`."""
    for name in sorted(mentions, key=len, reverse=True):
        text = text.replace(f"@{name} ", f"<at>{name}</at>&nbsp;").replace(f"@{name}", f"<at>{name}</at>")
    return text


def _span(name: str, place: int) -> str:
    kind = "http://schema.skype.com/Mention"
    return f'<span itemscope itemtype="{kind}" itemid="{place}">{escape(name, quote=False)}</span>'
