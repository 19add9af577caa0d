"""Words on an Adaptive Card.

https://adaptivecards.io/explorer/RichTextBlock.html

Rules:
1. A TextBlock, and a Fact in a FactSet, reads Markdown. What a person chose (a name, a page's title, a message) stands
   in a RichTextBlock, which reads none; a TextBlock holds our own times alone.
2. Every text on a card runs `{{DATE(…)}}` and `{{TIME(…)}}`: pairs of braces in anybody's words are parted by a sign
   that nobody sees. https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
3. Teams breaks no long word in such a block: addresses and made-up words get places where a line may end.
4. A cut never parts what people see as one character, and shows that something is missing.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from core.capabilities import split_text

Json = dict[str, Any]

LABEL = 60
"""Teams names no limit for an action's title; longer ones are cut by its phones."""
WORD_JOINER, MAY_BREAK = "\u2060", "\u200b"
_LONGEST_URL = 2_000
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Unicode's category Cc but tab and line break."""
_LONG = re.compile(r"([\w/.,;:=&?%~+#@-]{32})(?=[\w/.,;:=&?%~+#@-])")
"""Only between signs that stand alone, never within an emoji or before an accent."""
_MARKDOWN = re.compile(r"[*_~`\[\]()<>!|\\]")
_HALF = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Take out what no message may hold: control characters but tab and line break, and halves of characters."""
    if text.isprintable():
        return text  # nearly every line; what is printable holds neither
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _HALF.sub("\ufffd", _CONTROL.sub("", text))


def one_line(text: str) -> str:
    """Clean a text and put it on one line."""
    return " ".join(clean(text).split())


def cut(text: str, limit: int) -> str:
    """Shorten a text to `limit` characters, with an ellipsis where something is missing."""
    return text if len(text) <= limit else split_text(text, limit - 1)[0] + "…"


def parted(text: str) -> str:
    """Part pairs of braces (rule 2)."""
    return text.replace("{{", "{" + WORD_JOINER + "{").replace("{{", "{" + WORD_JOINER + "{")


def unmarked(text: str) -> str:
    """Give a line without what Markdown would make something of, for the few places that read nothing else."""
    return " ".join(parted(_MARKDOWN.sub(" ", one_line(text))).split())


def label(text: str) -> str:
    """Give a text for an action, which shows it as it is."""
    return parted(cut(one_line(text), LABEL)) or "-"


def words(text: str, **style: object) -> Json:
    """Make one run of words."""
    return {"type": "TextRun", "text": _LONG.sub(rf"\1{MAY_BREAK}", parted(clean(text))) or "-", **style}


def link(address: str, text: str, **style: object) -> Json:
    """Make words that open a web address; mere words where it is none."""
    made = words(text, **style)
    return {**made, "selectAction": {"type": "Action.OpenUrl", "url": address}} if is_web(address) else made


def block(runs: Iterable[Json | str], **layout: object) -> Json:
    """Make a block of runs."""
    return {"type": "RichTextBlock", "inlines": [words(one) if isinstance(one, str) else one for one in runs], **layout}


def small(text: str, **layout: object) -> Json:
    """Make a line in small print."""
    return block([words(text, size="Small", isSubtle=True)], **layout)


def container(items: Iterable[Json], style: str = "default", **layout: object) -> Json:
    """Put items together; the default style is not said."""
    made: Json = {"type": "Container", "items": list(items), **layout}
    return made if style == "default" else {**made, "style": style}


def is_web(address: str) -> bool:
    """Tell whether an address is one that people open in a browser."""
    if len(address) > _LONGEST_URL or not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
