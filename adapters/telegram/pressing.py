"""Menus as buttons: what a button carries, and what a press of it means.

Rule: a button names the message that asked and the place of the choice; the words are looked up behind the inbox.
"""

from dataclasses import dataclass

from adapters.telegram.capabilities import BUTTON_DATA_MAX, BUTTON_TITLE
from core.features.menus import question_of
from core.ids import MessageId
from core.messages import Choices, Text

_MARK = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """A press of a button of ours."""

    message: MessageId
    place: int


def data_of(message: MessageId, place: int) -> str:
    """Write what a button carries; an id of ours has 33 characters."""
    return f"{_MARK}:{message}:{place}"


def read_data(data: str) -> Choice | None:
    """Read what a button carried; None where it was none of ours."""
    mark, _, rest = data.partition(":")
    message, _, place = rest.rpartition(":")
    is_ours = mark == _MARK and message and place.isascii() and place.isdigit()
    return Choice(MessageId(message), int(place[:3])) if is_ours else None


def buttons_of(part: Text, message: MessageId) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """Give the question and its buttons, each with what it carries; None where words alone say it better."""
    if not isinstance(part.asks, Choices):
        return None
    question = question_of(part.text, part.asks)
    data = [data_of(message, place) for place in range(len(part.asks.options))]
    fits = all(len(one) <= BUTTON_TITLE for one in part.asks.options)
    if not question or not fits or any(len(one.encode()) > BUTTON_DATA_MAX for one in data):
        return None
    return question, tuple(zip(part.asks.options, data, strict=True))
