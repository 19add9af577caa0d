"""Dialogs that are no form: the question before a click, everything that can be done in a chat, mere words.

Rule: what is clicked in a dialog is a submission; its answer is the next dialog, or closes this one (`actions`).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from adapters.teams.actions import rows
from adapters.teams.answer_text import blocks
from adapters.teams.card_text import block, clean, cut, one_line, words
from adapters.teams.forms import task
from adapters.teams.sentences import CHAT_ACTIONS, NOTHING_TO_DO
from core.views import Button, ButtonGroup

Json = dict[str, Any]

_TEXT = 6_000


def question(button: Button) -> Json:
    """Ask before a click counts; the button in the dialog is the click itself. Closing the dialog is the no."""
    body = [block([cut(clean(button.confirm or button.label), _TEXT) or "-"])]
    return task(button.label, [*body, *rows([replace(button, confirm=None)], in_dialog=True)])


def actions(groups: Sequence[ButtonGroup]) -> Json:
    """Show everything that this person may do in this chat, by section."""
    body: list[Json] = []
    for group in groups:
        title = words(one_line(group.title), weight="Bolder")
        body += [block([title], spacing="Large" if body else "Default"), *rows(group.buttons, in_dialog=True)]
    return task(CHAT_ACTIONS, body or [block([NOTHING_TO_DO])])


def notice(title: str, said: str, buttons: Sequence[Button] = ()) -> Json:
    """Say something, with what can be done about it."""
    body = blocks(cut(clean(said).strip(), _TEXT)) or [block(["-"])]
    return task(title, [*body, *rows(buttons, in_dialog=True)])
