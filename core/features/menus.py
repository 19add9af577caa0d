"""Menus: a question to the customer with the answers to choose from.

Rules:
1. The text says the same to everybody: a channel without buttons shows the question and its numbered answers.
2. What is chosen is what was written there: a menu whose text is masked or deleted has nothing to choose from.
"""

import re
from collections.abc import Sequence

from core.errors import ArgumentsInvalid
from core.messages import Choices, Message, Text, seen_by_customer
from core.sentences import say

FEWEST, MOST = 2, 10
LONGEST = 80
"""Characters of one answer: it is a button."""
LONGEST_QUESTION = 1_000
_BETWEEN = re.compile(r"\s*(?:\n|\|)\s*")
_ITEM = re.compile(r"^(?:[-*•]\s+|[0-9]{1,2}[.)]\s+)")


def menu(question: str, options: Sequence[str]) -> Text:
    """Write a menu as a text that can be answered by a click."""
    return Text(question + _listed(options), asks=Choices(tuple(options)))


def question_of(text: str, asks: Choices) -> str | None:
    """Give the question alone, for a channel that shows buttons; None when the text is no longer that of the menu."""
    listed = _listed(asks.options)
    return text.removesuffix(listed) if text.endswith(listed) else None


def choice_of(message: Message, number: int) -> str | None:
    """Give the words of a choice; None when it can't be chosen."""
    if message.deleted or message.masks or not seen_by_customer(message):
        return None
    for part in message.parts:
        if isinstance(part, Text) and isinstance(part.asks, Choices) and 0 <= number < len(part.asks.options):
            return part.asks.options[number]
    return None


def read_menu(question: str, answers: str = "") -> tuple[str, tuple[str, ...]]:
    """Read a menu: the question and its answers, each on a line of its own or behind a `|`.

    Raises:
        ArgumentsInvalid: something is missing, too long, too much, or there twice.
    """
    first, *rest = _BETWEEN.split(question.strip()) if not answers else [question.strip()]
    lines = rest or _BETWEEN.split(answers.strip())
    options = tuple(words for words in (_ITEM.sub("", line).strip() for line in lines) if words)
    asked = first.strip()
    if not asked or len(asked) > LONGEST_QUESTION:
        raise ArgumentsInvalid(say("menu_question", most=LONGEST_QUESTION), "question")
    if not FEWEST <= len(options) <= MOST:
        raise ArgumentsInvalid(say("menu_choices", fewest=FEWEST, most=MOST, count=len(options)), "choices")
    if any(len(words) > LONGEST for words in options):
        raise ArgumentsInvalid(say("menu_choice_long", most=LONGEST), "choices")
    if len({words.casefold() for words in options}) < len(options):
        raise ArgumentsInvalid(say("menu_choice_twice"), "choices")
    return asked, options


def _listed(options: Sequence[str]) -> str:
    return "".join(f"\n{number}. {words}" for number, words in enumerate(options, start=1))
