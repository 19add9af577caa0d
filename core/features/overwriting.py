"""Stretches of a message overwritten by asterisks, for good: what was there is nowhere any more."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from core.messages import Mark, Media, Part, Span, Text, Unfetched

MASK = "*"


def starred(text: str, spans: Iterable[Span]) -> str:
    """Give the text with these stretches as asterisks; its length, and so every mark's offset, stays."""
    letters = list(text)
    for span in spans:
        for index in range(max(0, span.start), min(len(letters), span.end)):
            letters[index] = letters[index] if letters[index].isspace() else MASK
    return "".join(letters)


def overwritten(parts: tuple[Part, ...], spans: tuple[Span, ...]) -> tuple[Part, ...]:
    """Give the parts with stretches overwritten, which count as `plain_text` joins the texts."""
    return tuple(_overwritten(parts, spans)) if spans else parts


def _overwritten(parts: tuple[Part, ...], spans: tuple[Span, ...]) -> Iterator[Part]:
    start = 0
    for part in parts:
        if not isinstance(part, Text):
            yield part
            continue
        here = tuple(Span(one.start - start, one.end - start) for one in spans)
        yield with_stars(part, here)
        start += len(part.text) + 1


def with_stars(part: Text, spans: tuple[Span, ...]) -> Text:
    """Give a text with stretches overwritten; a link that begins or ends in one has no address any more."""
    text = starred(part.text, spans) if spans else part.text
    if text == part.text:
        return part
    kept = tuple(mark for mark in part.marks if not _is_touched(mark, spans))
    return replace(part, text=text, marks=kept)


def _is_touched(mark: Mark, spans: tuple[Span, ...]) -> bool:
    return mark.href is not None and any(span.start < mark.end and mark.start < span.end for span in spans)


def renamed(part: Media | Unfetched, spans: Iterable[Span]) -> Part:
    """Give a file with stretches of its name overwritten."""
    name = starred(part.name, spans)
    return part if name == part.name else replace(part, name=name)
