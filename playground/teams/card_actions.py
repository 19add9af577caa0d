"""Action.Execute: the invoke adaptiveCard/action and what its answer does.

Rules: the answer is {statusCode, type, value}: a card is seen by the person who acted, a message is shown to them, an
error too (https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format).
"""

from typing import TYPE_CHECKING, Any, Literal

from playground.refusals import HumanError
from playground.teams import card_schema, invokes
from playground.teams.errors import ConnectorError
from playground.teams.model import ADAPTIVE, Json, Message

if TYPE_CHECKING:
    from playground.teams.world import Teams

MESSAGE = "application/vnd.microsoft.activity.message"
_OK = 200


async def execute(
    teams: "Teams",
    user: str,
    message: Message,
    action: Json,
    data: Any,
    *,
    trigger: Literal["manual", "automatic"] = "manual",
) -> Json:
    """Carry an action out and show its answer.

    Raises HumanError when the app fails or says no.
    """
    place = teams.store.conversations[message.conversation]
    sent = {key: action[key] for key in ("type", "id", "title", "verb") if key in action} | {"data": data}
    value = {"action": sent, "trigger": trigger}
    answer = await invokes.ask(teams, user, place, "adaptiveCard/action", value, reply_to=message.id)
    if not isinstance(answer, dict) or not isinstance(answer.get("statusCode"), int):
        invokes.failed(teams, user, invokes.WRONG)
    if answer["statusCode"] != _OK:
        _refused(teams, user, message, answer)
    if answer.get("type") == ADAPTIVE:
        _show(teams, user, message, answer.get("value"))
    elif answer.get("type") == MESSAGE:
        teams.store.toast(user, str(answer.get("value") or ""), message=message.id)
        teams.changes.ring()
    else:
        invokes.failed(teams, user, invokes.WRONG)
    return answer


def _show(teams: "Teams", user: str, message: Message, card: Any) -> None:
    try:
        card_schema.check(card)
    except ConnectorError as problem:
        invokes.failed(teams, user, f"{invokes.WRONG} ({problem.message})")
    message.views[user] = card
    teams.changes.ring()


def _refused(teams: "Teams", user: str, message: Message, answer: Json) -> None:
    """Tell the person what the app says of its failure (that the client shows its words is unverified)."""
    value = answer.get("value")
    words = str(value.get("message") or invokes.WRONG) if isinstance(value, dict) else invokes.WRONG
    teams.store.toast(user, words, kind="error", message=message.id)
    teams.changes.ring()
    raise HumanError("app_refused", words, answer=answer)
