"""The options of a select whose options the app gives while somebody types.

Source: https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload and
https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select . Rules: the app answers
within three seconds with `options` or `option_groups`, 100 at most; anything else shows the person that there are
none to choose from (in which words is unverified), and is never retried. It deliberately knows no options address of
its own: the one for interactivity serves both.
"""

from typing import TYPE_CHECKING

from playground.slack import interactions
from playground.slack.attempt import Attempt
from playground.slack.elements_schema import GROUP, OPTION
from playground.slack.errors import HumanError
from playground.slack.model import Json, Message, View
from playground.slack.schema import Check, array
from playground.slack.wire import message_json, view_json

if TYPE_CHECKING:
    from playground.slack.world import Slack

MOST = 100
_SHORTEST_QUERY = 3  # min_query_length unless the element says otherwise
_ANSWERS: dict[str, Check] = {"options": array(OPTION, MOST, 0), "option_groups": array(GROUP, MOST, 0)}


async def in_message(slack: "Slack", user: str, message: Message, given: Json) -> Json:
    """Ask for the options of a select in a message."""
    about = interactions.place_of(slack, message)
    if not message.only_for:
        about["message"] = message_json(slack.store, message)
    return await _asked(slack, user, message.blocks, given, about)


async def in_view(slack: "Slack", view: View, given: Json) -> Json:
    """Ask for the options of a select in a modal or the Home tab."""
    about = {"container": {"type": "view", "view_id": view.id}, "view": view_json(slack.store, view)}
    return await _asked(slack, view.user, view.body["blocks"], given, about)


async def _asked(slack: "Slack", user: str, blocks: list[Json], given: Json, about: Json) -> Json:
    element, query = interactions.element_in(blocks, given), str(given.get("value") or "")
    if not element["type"].endswith("external_select"):
        code = "no_such_element"
        raise HumanError(code, f"{element['action_id']!r} has its options already.")
    if len(query) < element.get("min_query_length", _SHORTEST_QUERY):
        return {"options": []}
    payload = interactions.base(slack, user, "block_suggestion") | about
    payload |= {"action_id": element["action_id"], "block_id": element["block_id"], "value": query}
    payload.pop("trigger_id")  # nothing has been decided yet, so nothing may open
    answer = await slack.send(Attempt("interactive", payload))
    return _given(answer.body) if not answer.failure else _none("The app gave no options. Try again?")


def _given(body: object) -> Json:
    """Take the options that the app answered."""
    kind = next((key for key in _ANSWERS if isinstance(body, dict) and key in body), None)
    if kind is None or not isinstance(body, dict):
        return _none("The app answered without options.")
    problems: list[str] = []
    _ANSWERS[kind](body[kind], kind, problems)
    return {kind: body[kind]} if not problems else _none(f"The app's options can't be shown: {problems[0]}.")


def _none(words: str) -> Json:
    code = "no_options"
    raise HumanError(code, words)
