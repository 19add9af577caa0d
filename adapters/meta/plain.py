"""An agent's text as plain words, cut to what one message takes.

Rules: formatting is dropped and the address of a link stands behind its words; no emoji, letter or pair is cut in two.
"""

import re
from collections.abc import Iterator

from core.capabilities import split_text
from core.messages import Text


def cut(text: str, most: int) -> Iterator[str]:
    """Cut a text by characters, and where these are two units each, in halves."""
    if not text.strip():
        return
    for piece in split_text(text, most):
        if _units(piece) <= most:
            yield piece
        else:
            yield from split_text(piece, most // 2)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def with_addresses(part: Text) -> str:
    """Write the address of each link behind its words, unless the words are the address."""
    written, at = [], 0
    for mark in sorted(part.marks, key=lambda one: one.end):
        words = part.text[mark.start : mark.end]
        if mark.href and _bare(mark.href) != _bare(words):
            written.append(f"{part.text[at : mark.end]} ({mark.href})")
            at = mark.end
    return "".join((*written, part.text[at:]))


def _bare(address: str) -> str:
    return re.sub(r"^(mailto:|https?://)", "", address.strip()).rstrip("/").lower()
