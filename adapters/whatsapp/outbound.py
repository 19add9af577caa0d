"""What goes to the customer, as single messages, each as the API takes it. Pure.

Rules:
1. What the customer may not see, and what was deleted, is no message at all.
2. A menu is buttons or a list, by its words where these fit, else by its numbers, which stand in the text.
3. What was made from a template goes as that template and its values: that may be sent when a day has passed.
4. A long text goes in several messages; a file goes alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from adapters.meta.choosing import asked_by, payload_of, titles
from adapters.meta.whatsapp.marks import with_marks
from adapters.plain import cut
from adapters.whatsapp.capabilities import (
    BODY_MAX,
    BUTTON_TITLE,
    MOST_BUTTONS,
    MOST_ROWS,
    ROW_TEXT,
    ROW_TITLE,
    TEXT_MAX,
)
from adapters.whatsapp.filled import template
from core.ids import MessageId
from core.messages import Choices, FromTemplate, Media, Message, Text, seen_by_customer
from core.ports import Outbound


@dataclass(frozen=True, slots=True)
class Piece:
    """One message: what the API takes, or a file that is still to be handed over."""

    kind: str = "text"
    content: dict[str, Any] = field(default_factory=dict)
    file: Media | None = None


def pieces(outbound: Outbound, list_button: str) -> tuple[Piece, ...]:
    """Give the messages that say a thing; none where there is nothing to say, or nothing that can still be said."""
    if outbound.kind == "status":
        return tuple(map(_words, cut(outbound.text or "", TEXT_MAX)))
    if outbound.kind == "changed" or outbound.message is None:
        return ()  # what was sent stays as it is: there is no way to change it
    return tuple(_of(outbound.message, list_button))


def _of(message: Message, list_button: str) -> Iterator[Piece]:
    if message.deleted or not seen_by_customer(message):
        return
    for part in message.parts:
        if isinstance(part, Text) and isinstance(part.asks, FromTemplate):
            yield Piece("template", template(part.asks))
        elif isinstance(part, Text):
            yield from _text(part, message.id, list_button)
        elif isinstance(part, Media):
            yield Piece(file=part)


def _text(part: Text, message: MessageId, list_button: str) -> Iterator[Piece]:
    asked = asked_by(part)
    if asked is None or len(asked[1].options) > MOST_ROWS:
        yield from map(_words, cut(with_marks(part), TEXT_MAX))
        return
    question, choices = asked
    words, action = _buttons(question, part.text, choices, message) or _rows(
        question, part.text, choices, message, list_button
    )
    *first, last = cut(words, BODY_MAX)
    yield from map(_words, first)
    yield Piece("interactive", {"type": action.pop("type"), "body": {"text": last}, "action": action})


def _buttons(question: str, whole: str, choices: Choices, message: MessageId) -> tuple[str, dict[str, Any]] | None:
    """Make a menu of few choices; None where these are too many, or say too much for buttons and fit a list."""
    if len(choices.options) > MOST_BUTTONS:
        return None
    shown = titles(choices.options, BUTTON_TITLE)
    labels = shown or tuple(map(str, range(1, len(choices.options) + 1)))
    buttons = [
        {"type": "reply", "reply": {"id": payload_of(message, place), "title": label}}
        for place, label in enumerate(labels)
    ]
    return (question if shown else whole), {"type": "button", "buttons": buttons}


def _rows(question: str, whole: str, choices: Choices, message: MessageId, button: str) -> tuple[str, dict[str, Any]]:
    shown = titles(choices.options, ROW_TITLE)
    rows = [
        {"id": payload_of(message, place), "title": words if shown else str(place + 1)}
        | ({} if shown else {"description": words[:ROW_TEXT]})
        for place, words in enumerate(choices.options)
    ]
    action = {"type": "list", "button": button, "sections": [{"rows": rows}]}
    return (question if shown else whole), action


def _words(text: str) -> Piece:
    return Piece("text", {"body": text, "preview_url": False})
