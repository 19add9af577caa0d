"""An agent's text as plain words, cut to what one message takes.

Rules:
1. Formatting is dropped and the address of a link stands behind its words.
2. No emoji, letter or pair is cut in two.
"""

import re
from collections.abc import Iterator, Sequence

from core.capabilities import split_text
from core.messages import Mark


def cut(text: str, most: int) -> Iterator[str]:
    """Cut a text by characters, and where these are two units each, in halves; `most` is in UTF-16 units."""
    if not text.strip():
        return
    for piece in split_text(text, most):
        if units(piece) <= most:
            yield piece
        else:
            yield from split_text(piece, most // 2)


def units(text: str) -> int:
    """Count a text in UTF-16 units, as those who send it count it."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def with_addresses(text: str, marks: Sequence[Mark]) -> str:
    """Write the address of each link behind its words, unless the words are the address."""
    written, at = [], 0
    for mark in sorted(marks, key=lambda one: one.end):
        if mark.href and _bare(mark.href) != _bare(text[mark.start : mark.end]):
            written.append(f"{text[at : mark.end]} ({mark.href})")
            at = mark.end
    return "".join((*written, text[at:]))


def _bare(address: str) -> str:
    """Give an address without what people leave out when they write it."""
    return re.sub(r"^(mailto:|https?://)", "", address.strip()).rstrip("/").lower()
