"""Questions to the bot that a person waits for.

Rules: a message extension has 5 s, and its submission is sent twice more
(https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/respond-to-task-module-submit);
another invoke has 15 s and comes once more (botbuilder-dotnet issue 5005), the same in every way. A bot that fails is
told to the person in the client's words (unverified).
"""

from typing import TYPE_CHECKING, Any, NoReturn

from playground.faults import Kind
from playground.refusals import HumanError
from playground.teams import activities
from playground.teams.attempt import Answer, Attempt
from playground.teams.model import Conversation, Json

if TYPE_CHECKING:
    from playground.teams.world import Teams

UNREACHABLE = "Unable to reach app. Please try again."
WRONG = "Something went wrong. Please try again."
EXTENSION_SECONDS = 5.0
SECONDS = 15.0
_OK = 200
_NOT_IMPLEMENTED = 501


async def ask(teams: "Teams", user: str, place: Conversation, name: str, value: Json, *, reply_to: str = "") -> Any:
    """Send an invoke and return the body of its answer.

    Raises HumanError unable_to_reach_app.
    """
    activity = activities.invoke(teams, teams.store.people[user], place, name, value, reply_to)
    slow = teams.faults.take("teams", "invokes", frozenset({Kind.DELAY}))
    if slow:
        await teams.clock.sleep_until(teams.clock.now() + slow.delay_ms / 1000)
    answer = await _answered(teams, activity)
    if answer.failure or answer.status != _OK:
        failed(teams, user, UNREACHABLE if answer.failure != "http_error" else WRONG, answer)
    return answer.body


def failed(teams: "Teams", user: str, words: str, answer: Answer | None = None) -> NoReturn:
    """Show a person that the app failed, and say so.

    Raises HumanError unable_to_reach_app, always.
    """
    teams.store.toast(user, words, kind="error")
    teams.changes.ring()
    status = answer.status if answer else 0
    code = "not_implemented" if status == _NOT_IMPLEMENTED else "unable_to_reach_app"
    raise HumanError(code, words, status=status)


async def _answered(teams: "Teams", activity: Json) -> Answer:
    extension = activity["name"].startswith("composeExtension/")
    seconds = EXTENSION_SECONDS if extension else SECONDS
    again = 2 if activity["name"] == "composeExtension/submitAction" else 0 if extension else 1
    answer = Answer("not_configured")
    for number in range(again + 1):
        answer = await teams.send(Attempt(activity, number, seconds))
        if answer.failure != "timeout":
            break
    return answer
