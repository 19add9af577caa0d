"""An agent's formatting as WhatsApp writes it: *bold*, _italic_, ~struck~ and `code`; a link's address in brackets.

Rule: a stretch is formatted only where WhatsApp would read it so: on one line, without spaces at its ends, and beside
no other stretch that it overlaps.

https://faq.whatsapp.com/539178204879377
"""

from adapters.plain import with_addresses
from core.messages import Mark, MarkKind, Text

_SIGNS = {MarkKind.BOLD: "*", MarkKind.ITALIC: "_", MarkKind.STRIKE: "~", MarkKind.CODE: "`"}


def with_marks(part: Text) -> str:
    """Write a text with its formatting."""
    written, at = [], 0
    for mark in sorted(part.marks, key=lambda one: (one.start, -one.end)):
        if mark.start < at:
            continue
        words = part.text[mark.start : mark.end]
        if mark.href:
            alone = Mark(mark.kind, 0, len(words), mark.href)
            written += [part.text[at : mark.start], with_addresses(words, (alone,))]
            at = mark.end
        elif mark.kind in _SIGNS and _can_be_marked(part.text, mark, words):
            sign = _SIGNS[mark.kind]
            written += [part.text[at : mark.start], sign, words, sign]
            at = mark.end
    return "".join((*written, part.text[at:]))


def _can_be_marked(text: str, mark: Mark, words: str) -> bool:
    """Tell whether WhatsApp would format a stretch, and not show its signs."""
    stands_alone = not text[: mark.start][-1:].isalnum() and not text[mark.end :][:1].isalnum()
    return bool(words) and words == words.strip() and "\n" not in words and stands_alone
