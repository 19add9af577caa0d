"""The question before a typed command counts, where its button would ask too (C5).

Yes is said by a click on the question, by `yes` behind the command, or by giving the command a second time soon after
the question. A no lets the next one ask again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bridge.handlers.changes.questions import ASKED, WENT_ON, asked
from bridge.handlers.unit import Unit
from bridge.store import journal
from core.commands.model import ArgKind, Command, Question
from core.commands.parse import as_values
from core.conversation.events import Event
from core.conversation.machine import step
from core.conversation.model import Conversation
from core.ids import PersonRef
from core.sentences import say
from core.views import Button

SOON = timedelta(seconds=30)
"""How long after the question the same command, given again, is a yes."""

STAY = "stay"
"""The command that says no."""


@dataclass(frozen=True, slots=True)
class Place:
    """Who typed the command, and whether it was outside of the chat's thread."""

    person: PersonRef
    at_large: bool


def without_yes(command: Command, words: str) -> tuple[str, bool]:
    """Take a `yes` from the end of what was typed behind a command that asks first."""
    if command.confirm is None or any(arg.kind is ArgKind.REST for arg in command.args):
        return words, False
    rest, _, last = words.rstrip().rpartition(" ")
    return (rest.strip(), True) if last.casefold() == "yes" else (words, False)


def must_ask(unit: Unit, command: Command, chat: Conversation, person: PersonRef) -> bool:
    """Tell whether a typed command must ask before it counts in this chat."""
    if command.question(chat) is None:
        return False
    last = journal.last_of_person(unit.conn, chat.id, person, (ASKED, WENT_ON), unit.now - SOON)
    return last is None or last.what != ASKED or last.fields["command"] != command.name


def ask(unit: Unit, command: Command, chat: Conversation, given: Mapping[str, object], place: Place) -> Question:
    """Give the question, and remember that it was asked."""
    asked(unit, chat, place.person, command.name)
    usage = f"/chat {command.name} {chat.number}" if place.at_large else unit.office.registry.prefix + command.name
    takes_words = any(arg.kind in (ArgKind.REST, ArgKind.WORD) and arg.required for arg in command.args)
    label = command.button_label()
    style: Literal["primary", "danger"] = "danger" if command.danger else "primary"
    yes = Button(label, command.name, chat.id, as_values(command, given), style, asks=takes_words)
    no = unit.office.registry.get(STAY)
    buttons = (yes, Button(no.button_label(), no.name, chat.id)) if no else (yes,)
    words = say("sure", number=chat.number, question=command.confirm or command.summary, usage=usage)
    return Question(words, buttons)


def see_that_it_can_be_done(unit: Unit, chat: Conversation, events: Iterable[Event]) -> None:
    """Take the steps without writing them. Raises `Refused` where a yes could not be done."""
    for event in events:
        chat = step(chat, event, unit.queue(chat)).state
