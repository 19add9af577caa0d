"""Past chats: what is looked for, and how what was found is listed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from core.commands.wants import Want
from core.ids import ConversationId
from core.sentences import say
from core.texts import render

_NUMBER = re.compile(r"#?([0-9]{1,9})")
_DAYS = {"today": 0, "yesterday": -1}

MOST = 10
"""How many chats are listed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a day, and words; `number` when the words may be a chat's number."""

    words: str = ""
    day: date | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class PastChat:
    """A chat that was found, as it is listed."""

    id: ConversationId
    number: int
    customer: str
    queue: str
    ended_at: datetime
    agent: str = ""
    disposition: str = ""
    link: str = ""


PAST_CHATS: Want[Sequence[ConversationId]] = Want("past chats")
"""Those that fit what was typed, the newest first; one more than are listed where there are more."""


def wanted(words: str, today: date) -> Wanted:
    """Read what is looked for: a day first, as 2026-11-21, today or yesterday, then a name, a number or words."""
    first, _, rest = words.strip().partition(" ")
    day = _day(first, today)
    text = " ".join((rest if day is not None else words).split())
    number = _NUMBER.fullmatch(text)
    return Wanted(text, day, int(number[1]) if number else None)


def _day(word: str, today: date) -> date | None:
    if word.casefold() in _DAYS:
        return today + timedelta(days=_DAYS[word.casefold()])
    try:
        return date.fromisoformat(word) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word) else None
    except ValueError:
        return None


def listed(chats: Sequence[PastChat], *, more: bool) -> str:
    """List what was found, a line a chat."""
    if not chats:
        return render(say("past_none"), {})
    lines = [render(say("past_title"), {}), *(_line(chat) for chat in chats)]
    return "\n".join((*lines, render(say("past_more", count=len(chats)), {})) if more else lines)


def _line(chat: PastChat) -> str:
    when = f"{chat.ended_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    parts = (f"#{chat.number} {chat.customer}".strip(), chat.queue, when, chat.agent, chat.disposition, chat.link)
    return "• " + " · ".join(part for part in parts if part)
