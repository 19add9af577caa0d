"""What goes to the customer, as single messages. Pure.

Rules:
1. What the customer may not see, and what was deleted, is no message at all.
2. Formatting is written as WhatsApp reads it.
3. A menu is buttons up to three choices and a list up to ten: by their words where these fit, else a list of numbers
   that has the words beside them. What fits neither is numbered text, and the agent is told.
4. What can be tapped stands below one line (`adapters.twilio.contents`): the lines before it go as a message before.
5. What was made from a template goes as that content template and its values: that may be sent when a day has passed.
6. A long text goes in several messages, a file alone. A file that Twilio doesn't take for WhatsApp goes as a link.
"""

from collections.abc import Callable, Iterator

from adapters.meta.choosing import asked_by, payload_of
from adapters.meta.whatsapp.marks import with_marks
from adapters.plain import cut, units
from adapters.twilio.contents import Choice, Menu, flat
from adapters.twilio.sendings import Piece
from adapters.whatsapp_twilio.capabilities import (
    BODY_MAX,
    BUTTON_TITLE,
    CARRIED,
    MOST_BUTTONS,
    MOST_ROWS,
    PICTURE_MAX,
    ROW_TEXT,
    ROW_TITLE,
    TEXT_MAX,
)
from core.ids import MessageId
from core.messages import FromTemplate, Media, Message, Text, seen_by_customer
from core.ports import Outbound
from core.sentences import say

Address = Callable[[Media], str]
"""Gives the address at which Twilio, or the customer, loads a file."""


def pieces(outbound: Outbound, list_button: str) -> tuple[Piece, ...]:
    """Give the messages that say a thing; none where there is nothing to say, or nothing that can still be said."""
    if outbound.kind == "status":
        return tuple(map(Piece, cut(outbound.text or "", TEXT_MAX)))
    if outbound.kind == "changed" or outbound.message is None:
        return ()  # what was sent stays as it is: there is no way to change it
    return tuple(_of(outbound.message, list_button))


def _of(message: Message, list_button: str) -> Iterator[Piece]:
    if message.deleted or not seen_by_customer(message):
        return
    for part in message.parts:
        if isinstance(part, Text) and isinstance(part.asks, FromTemplate):
            yield Piece(part.text, made=part.asks)
        elif isinstance(part, Text):
            yield from _text(part, message.id, list_button)
        elif isinstance(part, Media):
            yield Piece(file=part)


def _text(part: Text, message: MessageId, list_button: str) -> Iterator[Piece]:
    asked = asked_by(part)
    if asked is None:
        yield from map(Piece, cut(with_marks(part), TEXT_MAX))
        return
    question, choices = asked
    buttons, label = _choices(choices.options, message, list_button)
    if not buttons or not question.strip():
        for place, words in enumerate(cut(with_marks(part), TEXT_MAX)):
            yield Piece(words, loss=say("whatsapp_twilio_menu_long") if place == 0 else None)
        return
    listed = part.text[len(question) :]
    before, _, last = question.rstrip().rpartition("\n")
    *more, body = cut(flat(last), min(BODY_MAX, TEXT_MAX - units(listed)))
    yield from map(Piece, cut("\n".join(filter(None, (before, *more))), TEXT_MAX))
    yield Piece(body + listed, menu=Menu(body, buttons, label))


def _choices(options: tuple[str, ...], message: MessageId, list_button: str) -> tuple[tuple[Choice, ...], str]:
    """Give what can be tapped, and what opens it where that is a list; nothing where the choices fit in no way."""
    ids = [payload_of(message, place) for place in range(len(options))]
    words = tuple(map(flat, options))
    if len(words) <= MOST_BUTTONS and _fit(words, BUTTON_TITLE):
        return tuple(map(Choice, words, ids)), ""
    if len(words) <= MOST_ROWS and _fit(words, ROW_TITLE):
        return tuple(map(Choice, words, ids)), list_button
    if len(words) <= MOST_ROWS and _fit(words, ROW_TEXT):
        numbers = map(str, range(1, len(words) + 1))
        return tuple(map(Choice, numbers, ids, words)), list_button
    return (), ""


def _fit(words: tuple[str, ...], most: int) -> bool:
    return all(0 < units(one) <= most for one in words) and len(set(words)) == len(words)


def is_carried(file: Media) -> bool:
    """Tell whether a file goes as a file."""
    return file.mime in CARRIED and (not file.mime.startswith("image/") or file.size <= PICTURE_MAX)


def linked(file: Media, address: Address) -> str:
    """Say where a file lies."""
    return f"{file.name}: {address(file)}"
