"""Menus as buttons: what a button carries, and what a press of it means.

Rule: a button names the message that asked and the place of the choice; the words are looked up behind the inbox.
"""

from dataclasses import dataclass

from core.features.menus import question_of
from core.ids import MessageId
from core.messages import Choices, Text

_MARK = "choice"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """A press of a button of ours."""

    message: MessageId
    place: int


def payload_of(message: MessageId, place: int) -> str:
    """Write what a button carries."""
    return f"{_MARK}:{message}:{place}"


def read_payload(payload: str) -> Choice | None:
    """Read what a button carried; None where it was none of ours."""
    mark, _, rest = payload.partition(":")
    message, _, place = rest.rpartition(":")
    is_ours = mark == _MARK and message and len(payload) <= _LONGEST and place.isascii() and place.isdigit()
    return Choice(MessageId(message), int(place[:3])) if is_ours else None


def titles(options: tuple[str, ...], most: int) -> tuple[str, ...] | None:
    """Give what buttons say: the choices, where all fit; None where one doesn't, or two would look alike."""
    fits = all(len(one) <= most for one in options) and len(set(options)) == len(options)
    return options if fits else None


def asked_by(part: Text) -> tuple[str, Choices] | None:
    """Give the question and its choices, for a channel that shows buttons; None where a part is no menu any more."""
    if not isinstance(part.asks, Choices):
        return None
    question = question_of(part.text, part.asks)
    return (question, part.asks) if question else None
