"""Buttons, and menus of buttons, that name a command of the registry.

https://docs.slack.dev/reference/block-kit/block-elements/button-element

Rules:
1. `action_id` is `cmd:<command>:<n>`, with `n` unique in the message; `value` is JSON with the chat, the values and
   whether a form is to be opened first. A menu's line says its command in the value too.
2. What doesn't fit into a menu's line (150 characters, no question before it) becomes a button: nothing is lost.
3. A value never holds words of a message: ids and choices only.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

from adapters.slack.escaping import cut, one_line, plain
from adapters.slack.sentences import CANCEL
from core.errors import Permanent
from core.sentences import say
from core.views import Button

Json = dict[str, Any]

LABEL = 75
VALUE = 2_000
IN_ROW = 25
_OPTION_VALUE = 150
_IN_MENU = 5
_as_json = json.JSONEncoder(separators=(",", ":")).encode
_CONFIRM_TITLE, _CONFIRM_TEXT, _CONFIRM_LABEL = 100, 300, 30


class Numbers:
    """Makes action ids unique within one message or view."""

    def __init__(self) -> None:
        self._next = count()

    def action_id(self, command: str) -> str:
        """Give an action id that was not given before."""
        return f"cmd:{command}:{next(self._next)}"


def rows(buttons: Sequence[Button], more: Sequence[Button], numbers: Numbers) -> list[Json]:
    """Make the `actions` blocks of a card: its buttons, and a menu of the rest."""
    in_menu = [one for one in more if _fits_menu(one)][:_IN_MENU]
    if len(in_menu) == 1:
        in_menu = []
    elements = [button(one, numbers) for one in (*buttons, *(one for one in more if one not in in_menu))]
    if in_menu:
        elements.append(_menu(in_menu, numbers))
    return [{"type": "actions", "elements": part} for part in _parts(elements)]


def button(one: Button, numbers: Numbers) -> Json:
    """Make one button.

    Raises:
        Permanent: its values are longer than Slack carries; a mistake in the command that made it.
    """
    value = value_of(one)
    if len(value) > VALUE:
        raise Permanent(f"the values of button {one.command!r} are too long", reason=say("slack_error", code="value"))
    made: Json = {
        "type": "button",
        "text": _label(one),
        "action_id": numbers.action_id(one.command),
        "value": value,
    }
    if one.style != "plain":
        made["style"] = one.style
    if one.confirm:
        made["confirm"] = confirmation(one)
    return made


def value_of(one: Button, *, with_command: bool = False) -> str:
    """Write what a click brings back."""
    chat = one.conversation
    if chat and chat.isascii() and chat.isalnum() and not (with_command or one.values or one.asks):
        return f'{{"conversation":"{chat}"}}'  # nearly every button of a root card
    return _as_json(_fields(one, with_command=with_command))


def _fields(one: Button, *, with_command: bool = False) -> Json:
    fields: Json = {
        "command": one.command if with_command else None,
        "conversation": one.conversation,
        "values": dict(one.values) or None,
        "asks": one.asks or None,
    }
    return {key: value for key, value in fields.items() if value}


def confirmation(one: Button) -> Json:
    """Make the dialog that asks before a click counts."""
    made: Json = {
        "title": plain(one_line(one.label), _CONFIRM_TITLE),
        "text": plain(one.confirm or one.label, _CONFIRM_TEXT),
        "confirm": plain(one_line(one.label), _CONFIRM_LABEL),
        "deny": plain(CANCEL, _CONFIRM_LABEL),
    }
    return {**made, "style": one.style} if one.style != "plain" else made


def _label(one: Button) -> Json:
    return {"type": "plain_text", "text": _words(one.label), "emoji": True}


@lru_cache(maxsize=256)
def _words(label: str) -> str:
    """Give a label as Slack takes it; they are few, and the same on every card."""
    return str(plain(cut(one_line(label), LABEL), LABEL)["text"])


def _fits_menu(one: Button) -> bool:
    return one.confirm is None and len(value_of(one, with_command=True)) <= _OPTION_VALUE


def _menu(buttons: Iterable[Button], numbers: Numbers) -> Json:
    options = [{"text": _label(one), "value": value_of(one, with_command=True)} for one in buttons]
    return {"type": "overflow", "action_id": numbers.action_id("more"), "options": options}


def _parts(elements: Sequence[Json]) -> Iterator[list[Json]]:
    for start in range(0, len(elements), IN_ROW):
        yield list(elements[start : start + IN_ROW])
