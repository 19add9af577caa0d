"""The modal behind the shortcut "Chat actions": everything that this person may do in this chat, as buttons."""

from collections.abc import Sequence
from typing import Any

from adapters.slack.buttons import Numbers, rows
from adapters.slack.escaping import plain
from core.views import Button

TITLE = "Chat actions"
NOTHING = "There is nothing that you can do in this chat at the moment."
_TITLE = 24
_TEXT = 3_000


def actions_view(buttons: Sequence[Button], metadata: str) -> dict[str, Any]:
    """Give the view; https://docs.slack.dev/reference/views/modal-views."""
    nothing = {"type": "section", "text": plain(NOTHING, _TEXT)}
    return {
        "type": "modal",
        "callback_id": "actions",
        "title": plain(TITLE, _TITLE),
        "close": plain("Close", _TITLE),
        "private_metadata": metadata,
        "blocks": rows(buttons, (), Numbers()) or [nothing],
    }
