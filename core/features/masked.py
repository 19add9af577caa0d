"""A message's parts with what is masked as asterisks, for those who are shown no more than that.

Rule: what is masked keeps its length, so that the marks beside it keep their places.
"""

from collections.abc import Iterator
from dataclasses import replace

from core.messages import Message, Part, Text


def masked_parts(message: Message) -> tuple[Part, ...]:
    """Give the parts as they may be shown; `Message.masks` counts as `plain_text` joins the texts."""
    return tuple(_parts(message)) if message.masks else message.parts


def _parts(message: Message) -> Iterator[Part]:
    start = 0
    for part in message.parts:
        if not isinstance(part, Text):
            yield part
            continue
        text = part.text
        for span in message.masks:
            first, last = max(0, span.start - start), min(len(text), span.end - start)
            if first < last:
                text = text[:first] + "*" * (last - first) + text[last:]
        yield part if text == part.text else replace(part, text=text, asks=None)
        start += len(part.text) + 1
