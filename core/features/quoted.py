"""The first words of a message above an answer to it.

Rules:
1. They are not the answerer's: a bot, a card and whoever looks for pieces of a number read an answer without them. Who
   quotes an answer quotes what was answered, never what that quotes.
2. They are those of the message as it stands now: masked as it is, open again as it is, gone with it. So they are made
   anew whenever one of the two is written.
3. What is masked in the answer itself stays masked, whatever stands there now.
"""

from collections.abc import Iterator
from dataclasses import replace

from core.features.masked import SIGN, joined
from core.ids import MessageId
from core.messages import Message, Part, Span, Text, excerpt


def quoted_by(parts: tuple[Part, ...]) -> MessageId | None:
    """Give the message whose first words stand above these parts, if any do."""
    first = parts[0] if parts else None
    return first.quotes if isinstance(first, Text) else None


def own(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Give the parts without what they quote."""
    return parts[1:] if quoted_by(parts) is not None else parts


def first_words(parts: tuple[Part, ...]) -> str:
    """Give the first words of a message's own."""
    return excerpt(own(parts))


def requoted(message: Message, words: str) -> Message:
    """Give an answer with other words above it, none where there are none any more; the same one where none stood."""
    first = message.parts[0] if message.parts else None
    if not isinstance(first, Text) or first.quotes is None:
        return message
    before, after = len(first.text), len(words)
    masks = joined(tuple(_moved(message.masks, before, after)))
    shown = "".join(SIGN if _is_in(at, masks) else sign for at, sign in enumerate(words))
    above = (replace(first, text=shown),) if words else ()
    return replace(message, parts=(*above, *message.parts[1:]), masks=masks)


def _moved(masks: tuple[Span, ...], before: int, after: int) -> Iterator[Span]:
    """Give masks as they lie when what stands above has another length: there all of it, where any of it was masked."""
    shift = after - before if after else -before - 1  # the line break goes, too
    for one in masks:
        if one.start > before:
            yield Span(one.start + shift, one.end + shift)
            continue
        begin = one.start if before == after else 0
        end = one.end + shift if one.end > before else (one.end if before == after else after)
        if begin < end:
            yield Span(begin, end)


def _is_in(at: int, masks: tuple[Span, ...]) -> bool:
    return any(one.start <= at < one.end for one in masks)
