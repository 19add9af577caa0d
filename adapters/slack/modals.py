"""The modal behind the shortcut "Chat actions": everything that this person may do in this chat."""

from collections.abc import Sequence
from typing import Any

from adapters.slack.buttons import Numbers, rows
from adapters.slack.escaping import escape, mrkdwn, one_line, plain
from core.views import ButtonGroup

TITLE = "Chat actions"
NOTHING = "There is nothing that you can do in this chat at the moment."
_TITLE = 24
_TEXT = 3_000


def actions_view(groups: Sequence[ButtonGroup], metadata: str) -> dict[str, Any]:
    """Give the view; https://docs.slack.dev/reference/views/modal-views."""
    numbers = Numbers()
    blocks = [block for group in groups for block in _group(group, numbers)]
    nothing = {"type": "section", "text": plain(NOTHING, _TEXT)}
    return {
        "type": "modal",
        "callback_id": "actions",
        "title": plain(TITLE, _TITLE),
        "close": plain("Close", _TITLE),
        "private_metadata": metadata,
        "blocks": blocks or [nothing],
    }


def _group(group: ButtonGroup, numbers: Numbers) -> list[dict[str, Any]]:
    title = {"type": "section", "text": mrkdwn(f"*{escape(one_line(group.title))}*")}
    return [title, *rows(group.buttons, (), numbers)]
