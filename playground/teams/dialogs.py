"""Dialogs: what the bot's answer to task/fetch, task/submit or a message extension opens, changes or closes.

Rules: `continue` shows a card, `message` a sentence, nothing closes
(https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots); a person
has one dialog at a time. It deliberately knows no dialogs with web pages.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from playground.teams import card_schema
from playground.teams.errors import ConnectorError
from playground.teams.invokes import WRONG, failed
from playground.teams.model import ADAPTIVE, Dialog, Json

if TYPE_CHECKING:
    from playground.teams.world import Teams


def take(teams: "Teams", about: Dialog, body: Any) -> Json:
    """Show what the bot answered; `about` says whose dialog it is and what it is about.

    Raises HumanError unable_to_reach_app when the answer is none that Teams understands.
    """
    store, user = teams.store, about.user
    store.dialogs.pop(user, None)
    teams.changes.ring()
    task = body.get("task") if isinstance(body, dict) else None
    if not task:
        _show_extension_result(teams, about, body)
        return {"dialog": None}
    if task.get("type") == "message":
        words = str(task.get("value") or "")
        store.toast(user, words, message=about.message)
        return {"dialog": None, "message": words}
    value = task.get("value")
    if task.get("type") != "continue" or not isinstance(value, dict):
        failed(teams, user, WRONG)
    store.dialogs[user] = _opened(teams, about, value)
    teams.changes.ring()
    return {"dialog": written(store.dialogs[user])}


def written(dialog: Dialog) -> Json:
    """Write a dialog for the page."""
    about = {"conversation": dialog.conversation, "message": dialog.message, "command": dialog.command}
    return {
        "id": dialog.id,
        "title": dialog.title,
        "card": dialog.card,
        "values": dialog.values,
        **dialog.size,
        **about,
    }


def _opened(teams: "Teams", about: Dialog, value: Json) -> Dialog:
    attachment = value.get("card")
    if not isinstance(attachment, dict) or attachment.get("contentType") != ADAPTIVE:
        failed(teams, about.user, WRONG)
    card = attachment.get("content")
    try:
        card_schema.check(card)
    except ConnectorError as problem:
        failed(teams, about.user, f"{WRONG} ({problem.message})")
    size: Json = {key: value[key] for key in ("width", "height") if key in value}
    card = dict(card or {})
    return replace(about, id=teams.store.ids.unique(), title=str(value.get("title") or ""), card=card, size=size)


def _show_extension_result(teams: "Teams", about: Dialog, body: Any) -> None:
    result = body.get("composeExtension") if isinstance(body, dict) else None
    if isinstance(result, dict) and result.get("text"):
        teams.store.toast(about.user, str(result["text"]), message=about.message)
