"""The customer's earlier chats, linked in the thread of a new one when an agent takes it (T3).

Rule: a line has when, where, who and what became of it; nothing that anybody wrote, for the whole channel reads it.
"""

from collections.abc import Sequence
from datetime import UTC

from core.features.past_chats import PastChat
from core.messages import Mark, MarkKind, Text

MOST = 3
"""How many are linked, the newest; all of them are listed by `past`."""


def linked(head: Text, chats: Sequence[PastChat]) -> Text:
    """Put a line for each chat under a notice, its number a link to its thread."""
    text, marks = head.text, list(head.marks)
    for chat in chats:
        number = f"#{chat.number}"
        start = len(text) + len("\n• ")
        if chat.link:
            marks.append(Mark(MarkKind.LINK, start, start + len(number), chat.link))
        when = f"{chat.ended_at.astimezone(UTC):%Y-%m-%d}"
        text += "\n• " + " · ".join(part for part in (number, when, chat.queue, chat.agent, chat.disposition) if part)
    return Text(text, tuple(marks))
