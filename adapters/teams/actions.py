"""Buttons as actions of an Adaptive Card, and a click's data back as the button that was clicked.

https://adaptivecards.io/explorer/Action.Execute.html and
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots

Rules:
1. A click brings back a command of the registry, the chat and the values: ids and choices, never words of a message.
2. What must be asked first (a form, a question) opens a dialog: the click asks the bot what to show in it. In a dialog
   itself nothing else can be opened, so there every click is a submission, and the answer shows what comes next.
3. What comes back went through somebody's client: it is read as anything else from outside, and grants nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any

from adapters.teams.card_text import label
from core.errors import Permanent
from core.ids import ConversationId
from core.sentences import say
from core.views import Button

Json = dict[str, Any]

VERB = "cmd:"
QUESTION = "question"
"""In the data of a click: what was clicked is a question and nothing else."""
EVERYTHING = "actions"
"""The command that shows all that can be done: its answer is a dialog, so its click asks for one."""
_STYLES = {"primary": "positive", "danger": "destructive"}
_MOST = 4_000
"""Characters that a button may bring back: far above what a command has, and far below what a card may weigh."""
_IN_ROW = 6
"""More actions in one row are put behind dots by Teams' own clients: their order is ours to choose, so they get rows.
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference"""


def data_of(button: Button) -> Json:
    """Give what a click brings back.

    Raises:
        Permanent: its values are longer than a card should carry; a mistake in the command that made it.
    """
    made: Json = {"command": button.command, "conversation": button.conversation, "values": dict(button.values)}
    if button.asks:
        made["asks"] = True
    if button.confirm:
        made |= {"confirm": button.confirm, "label": label(button.label), "style": button.style}
    if sum(len(str(one)) for pair in button.values.items() for one in pair) > _MOST:
        raise Permanent(
            f"the values of button {button.command!r} are too long", reason=say("teams_error", code="value")
        )
    return made


def button_from(data: object) -> Button | None:
    """Read the button that was clicked; None for what is no button of ours.

    Its label is known only where a question stands before it.
    """
    if not isinstance(data, Mapping):
        return None
    command, chat, values = data.get("command"), data.get("conversation"), data.get("values") or {}
    if not isinstance(command, str) or not command or not isinstance(values, Mapping):
        return None
    if not all(isinstance(one, str) for pair in values.items() for one in pair):
        return None
    return Button(
        label=_text(data.get("label")) or command,
        command=command,
        conversation=ConversationId(chat) if isinstance(chat, str) and chat else None,
        values=dict(values),
        style="primary" if data.get("style") == "primary" else "danger" if data.get("style") == "danger" else "plain",
        asks=data.get("asks") is True,
        confirm=_text(data.get("confirm")) or None,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def action(button: Button, *, behind: bool = False) -> Json:
    """Make one action of a card in a conversation; `behind` puts it behind the dots."""
    data = data_of(button)
    if button.asks or button.confirm or button.command == EVERYTHING:
        made: Json = {"type": "Action.Submit", "data": {**data, "msteams": {"type": "task/fetch"}}}
    else:
        made = {"type": "Action.Execute", "verb": VERB + button.command, "data": data}
    return _styled(made, button) | ({"mode": "secondary"} if behind else {})


def submission(button: Button) -> Json:
    """Make one action of a card in a dialog (rule 2)."""
    return _styled({"type": "Action.Submit", "data": data_of(button)}, button)


def answering(made: list[Json]) -> list[Json]:
    """Say in what is clicked that it answers a question, which then gives way to what became of it."""
    for row in made:
        for one in row["actions"]:
            if isinstance(one.get("data"), dict):
                one["data"][QUESTION] = True
    return made


def opening(address: str, words: str) -> Json:
    """Make an action that opens an address of ours."""
    return {"type": "Action.OpenUrl", "title": label(words), "url": address}


def rows(buttons: Sequence[Button], more: Sequence[Button] = (), *, in_dialog: bool = False) -> list[Json]:
    """Make the rows of actions of a card: its buttons, and behind dots the rest."""
    if in_dialog:
        made = [submission(one) for one in (*buttons, *more)]
    else:
        made = [*(action(one) for one in buttons), *(action(one, behind=True) for one in more)]
    return [{"type": "ActionSet", "actions": part} for part in _parts(made)]


def _styled(made: Json, button: Button) -> Json:
    made["title"] = label(button.label)
    if button.style in _STYLES:
        made["style"] = _STYLES[button.style]
    return made


def _parts(made: Sequence[Json]) -> Iterable[list[Json]]:
    """Share what is shown among as few rows as it takes, evenly: none stands alone below a full one."""
    shown = [one for one in made if "mode" not in one]
    behind = [one for one in made if "mode" in one]
    count = max(ceil(len(shown) / _IN_ROW), 1)
    for row in range(count):
        part = shown[ceil(len(shown) * row / count) : ceil(len(shown) * (row + 1) / count)]
        is_last = row == count - 1
        if part or (is_last and behind):
            yield [*part, *(behind if is_last else ())]
