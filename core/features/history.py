"""What was said in a chat, put together for somebody who comes later: few posts, each text with its author's name.

Rules:
1. What is masked stays masked, what was deleted is left out.
2. A message with files is a post of its own, so that its files stand with it.
3. Nobody poses as somebody else: names are bold, a customer's own words are not, and the customer is named as such.
4. Pure: the same messages make the same posts, so that a changed message shows its post anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.features.masked import masked_parts
from core.ids import CUSTOMER
from core.messages import Mark, MarkKind, Message, Text, Visibility

MOST = 2_500
"""How many characters of texts are put into one post: what every desk shows as one."""


def grouped(messages: Iterable[Message]) -> tuple[tuple[Message, ...], ...]:
    """Put messages into groups, one for each post."""
    groups: list[list[Message]] = []
    length = MOST
    for message in messages:
        size, alone = _size(message), _has_files(message)
        if alone or not groups or length + size > MOST or _has_files(groups[-1][-1]):
            groups.append([])
            length = 0
        groups[-1].append(message)
        length += size
    return tuple(map(tuple, groups))


def together(messages: Sequence[Message], nameless: str) -> Text:
    """Write several messages as one text, each behind its author's name."""
    words, marks = "", []
    for message in messages:
        if message.deleted:
            continue
        words += "\n" if words else ""
        name = f"{_sign(message)}{message.author_name or nameless}{_role(message)}:"
        marks.append(Mark(MarkKind.BOLD, len(words), len(words) + len(name)))
        words += f"{name} "
        for part in masked_parts(message):
            if isinstance(part, Text):
                marks += [_moved(mark, len(words)) for mark in part.marks if _may_stand_out(message, mark)]
                words += part.text
        words += " (edited)" if message.edited else ""
    return Text(words, tuple(marks))


def _sign(message: Message) -> str:
    return "" if message.visibility is Visibility.EVERYONE else "🔒 "


def _role(message: Message) -> str:
    return " (customer)" if message.author == CUSTOMER else ""


def _may_stand_out(message: Message, mark: Mark) -> bool:
    """Let no customer's words look like the head of somebody else's line, or be a link that hides where it leads."""
    return message.author != CUSTOMER or mark.kind not in (MarkKind.BOLD, MarkKind.LINK)


def _moved(mark: Mark, by: int) -> Mark:
    return replace(mark, start=mark.start + by, end=mark.end + by)


def _size(message: Message) -> int:
    return sum(len(part.text) for part in message.parts if isinstance(part, Text))


def _has_files(message: Message) -> bool:
    return any(not isinstance(part, Text) for part in message.parts)
