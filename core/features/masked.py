"""A message with words or files of it masked by hand (S1, S2).

Rules:
1. The stored message *is* the masked one: asterisks stand in `parts` for what is masked, and a masked file is its name.
   Whoever renders, quotes, copies or searches a message reads `parts`, and so can't show what is masked. What stood
   there before lies beside, in a table that unmasking alone reads, until the chat ends.
2. What is masked keeps its length, so that the marks beside it keep their places. A mark that touches it goes: a link's
   address may hold what its words no longer show. So do buttons: an answer by a click would say it again.
3. `Message.masks` counts as `plain_text` joins the texts, and says where asterisks are masks.
4. Given words are found however they are set: in any case, over any white space, and a number in any digits, with up to
   twenty signs of any kind, but no letters, between two of them. Both sides are read as the search for cards' numbers
   reads a text (`core.features.sensitive.plain`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from core.features.sensitive.finding import Detector
from core.features.sensitive.plain import Plain, plain, readings
from core.features.sensitive.runs import ANY, WIDEST
from core.messages import Message, Part, Span, Text, plain_text

SIGN = "*"
SHORTEST = 2
"""Characters of words that are looked for elsewhere than where they were masked."""
CLIP = "📎"
"""Stands before the name of a masked file."""
_NUMBER = re.compile(rf"{ANY}*(?:[0-9]{ANY}*){{2,}}")
"""Two digits or more with any signs around them. An amount (`$`, `%`) is words: its digits alone are anybody's."""
_GAP = rf"(?:[^\w]|_){{0,{WIDEST}}}+"


def masked_parts(message: Message) -> tuple[Part, ...]:
    """Give the parts as they may be shown."""
    return tuple(_parts(message.parts, message.masks)) if message.masks else message.parts


def hide(message: Message, spans: Sequence[Span], *, files: bool = False) -> Message:
    """Mask these stretches of a message's text, and its files with `files`; the same message where there is nothing."""
    fresh = tuple(span for span in spans if _holds_words(message, span))
    with_files = files and any(not isinstance(part, Text) for part in message.parts)
    if not fresh and not with_files:
        return message
    hidden = replace(message, parts=tuple(_parts(message.parts, fresh)), masks=joined((*message.masks, *fresh)))
    return _without_files(hidden) if with_files else hidden


def hide_all(message: Message) -> Message:
    """Mask all words and files of a message."""
    return hide(message, everything(message), files=True)


def everything(message: Message) -> tuple[Span, ...]:
    """Give the stretch that is all of a message's text: none where there is no text."""
    length = len(plain_text(message.parts))
    return (Span(0, length),) if length else ()


def stretches(message: Message, spans: Sequence[Span]) -> tuple[str, ...]:
    """Give the words that stand in these stretches."""
    text = plain_text(message.parts)
    return tuple(words for one in spans if len(words := text[one.start : one.end].strip()) >= SHORTEST)


def without(words: str, masked: Sequence[str]) -> str:
    """Give words that somebody said elsewhere too with masked ones as asterisks."""
    if any(words.strip() in one for one in masked) and len(words.strip()) >= SHORTEST:
        return SIGN * len(words)
    for one in masked:
        words = words.replace(one, SIGN * len(one))
    return words


def occurrences(message: Message, words: str) -> tuple[Span, ...]:
    """Find where words stand in a message: in its text, or in the address of a link, which is then the link's words."""
    pattern = _pattern(words)
    if pattern is None:
        return ()
    return joined((*_found(plain_text(message.parts), pattern), *_links(message.parts, pattern)))


def hidden_in(text: str, words: str) -> str:
    """Give a text that is no message with these words masked, wherever they stand; the same where they don't."""
    pattern = _pattern(words)
    signs = list(text)
    for span in _found(text, pattern) if pattern is not None else ():
        signs[span.start : span.end] = SIGN * (span.end - span.start)
    return "".join(signs)


def finder(words: Sequence[str]) -> Detector:
    """Make what finds any of these words in a text that is no message."""
    patterns = [pattern for one in words if (pattern := _pattern(one)) is not None]
    return lambda text: joined([span for pattern in patterns for span in _found(text, pattern)])


def _pattern(words: str) -> re.Pattern[str] | None:
    """Give what finds words in a text that was read; None where nothing of them can be seen."""
    read = plain(words).text
    if _NUMBER.fullmatch(read):
        return re.compile(_GAP.join(one for one in read if "0" <= one <= "9"))
    pieces = read.split()
    return re.compile(r"\s+".join(map(re.escape, pieces)), re.IGNORECASE) if pieces else None


def _found(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Find a pattern in every way in which a text can be read."""
    for read in readings(text):
        for found in pattern.finditer(read.text):
            yield Span(read.places[found.start()], _end(text, read, found.end()))


def _end(text: str, read: Plain, end: int) -> int:
    """Give where what was found ends, with the signs that nobody sees behind it: an accent, a keycap."""
    behind = read.places[end] if end < len(read.places) else len(text)
    return max(behind, read.places[end - 1] + 1)


def counted(count: int) -> str:
    """Say how many messages."""
    return "1 message" if count == 1 else f"{count} messages"


def _links(parts: Sequence[Part], pattern: re.Pattern[str]) -> Iterator[Span]:
    start = 0
    for part in parts:
        if isinstance(part, Text):
            for mark in part.marks:
                if mark.href is not None and any(_found(unquote(mark.href), pattern)):
                    yield Span(start + mark.start, start + mark.end)
            start += len(part.text) + 1


def _parts(parts: Sequence[Part], spans: Sequence[Span]) -> Iterator[Part]:
    start = 0
    for part in parts:
        if not isinstance(part, Text):
            yield part
            continue
        within = [Span(max(0, one.start - start), min(len(part.text), one.end - start)) for one in spans]
        within = [one for one in within if one.start < one.end]
        yield _hidden(part, within) if within else part
        start += len(part.text) + 1  # the line break by which `plain_text` joins


def _hidden(part: Text, spans: Sequence[Span]) -> Text:
    signs = list(part.text)
    for span in spans:
        signs[span.start : span.end] = SIGN * (span.end - span.start)
    marks = tuple(
        mark for mark in part.marks if not any(one.start < mark.end and mark.start < one.end for one in spans)
    )
    return replace(part, text="".join(signs), marks=marks, asks=None)


def _holds_words(message: Message, span: Span) -> bool:
    """Tell whether a stretch holds anything that isn't masked already."""
    text = plain_text(message.parts)
    masked = {at for one in message.masks for at in range(one.start, one.end)}
    return any(
        at not in masked and not text[at].isspace() for at in range(max(0, span.start), min(len(text), span.end))
    )


def joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Give the same stretches in order, those that meet as one."""
    made: list[Span] = []
    for one in sorted(spans, key=lambda span: (span.start, span.end)):
        if made and one.start <= made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, one.end))
        else:
            made.append(one)
    return tuple(made)


def _without_files(message: Message) -> Message:
    """Put the names of files in their places, behind all words: so the masks of these keep theirs."""
    words = tuple(part for part in message.parts if isinstance(part, Text))
    names = tuple(Text(f"{CLIP} {part.name}") for part in message.parts if not isinstance(part, Text))
    return replace(message, parts=(*words, *names), masked_files=True)
