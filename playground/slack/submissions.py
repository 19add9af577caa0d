"""Submitting a modal: what the client checks first, and what the app may answer.

Rules: a required field must be filled and a text within its lengths before the app hears of it; response_action is
errors, update, push or clear, anything malformed is "trouble connecting" to the person
(https://docs.slack.dev/surfaces/modals#response_actions).
"""

from typing import TYPE_CHECKING

from playground.slack import elements
from playground.slack.errors import HumanError, SlackError
from playground.slack.model import Json, View
from playground.slack.surfaces import elements_of, push_modal, update_view

if TYPE_CHECKING:
    from playground.slack.world import Slack

REQUIRED = "Please complete this required field."
TROUBLE = "We had some trouble connecting. Try again?"


def merged(view: View, given: Json, *, strict: bool = True) -> Json:
    """Join what the person has filled in with the initial values of the rest.

    An option that an update has taken away may still be chosen in a window: refused, or left out if not `strict`.

    Raises HumanError no_such_option.
    """
    values: Json = {}
    for block in view.body["blocks"]:
        for element in elements_of(block):
            start = (
                elements.initial(element)
                if element["type"] in elements.FIELD_OF and element["type"] != "button"
                else None
            )
            if start is None:
                continue
            now = (given.get(block["block_id"]) or view.values.get(block["block_id"]) or {}).get(
                element["action_id"], start
            )
            field = elements.FIELD_OF[element["type"]]
            picked = _picked(element, now.get(field, now.get("value")), start[field], strict=strict)
            values.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], field: picked}
    return values


def _picked(element: Json, value: object, start: object, *, strict: bool) -> object:
    try:
        return elements.chosen(element, value)
    except HumanError:
        if strict:
            raise
        return start


def problems(view: View) -> dict[str, str]:
    """Tell what the client itself would mark, by block."""
    found: dict[str, str] = {}
    for block in view.body["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = view.values[block["block_id"]][element["action_id"]].get(elements.FIELD_OF[element["type"]])
        problem = _problem(element, value, optional=bool(block.get("optional")))
        if problem:
            found[block["block_id"]] = problem
    return found


def _problem(element: Json, value: object, *, optional: bool) -> str:
    if value is None or value in ("", []):
        return "" if optional else REQUIRED
    if not isinstance(value, str):
        return ""
    shortest, longest = element.get("min_length"), element.get("max_length")
    if shortest and len(value) < shortest:
        return f"This field needs {shortest} characters or more."
    if longest and len(value) > longest:
        return f"This field takes {longest} characters at most."
    return ""


def respond(slack: "Slack", view: View, body: object) -> Json:
    """Do what the app answered.

    Raises HumanError validation for the app's own errors, trouble for an answer that Slack cannot use.
    """
    stack = slack.store.modals.get(view.user, [])
    what = body.get("response_action") if isinstance(body, dict) else None
    if not isinstance(body, dict) or what is None:
        slack.store.modals[view.user] = [v for v in stack if v is not view]
    elif what == "clear":
        slack.store.modals[view.user] = []
    elif what == "errors":
        _refuse(slack, view, body.get("errors"))
    else:
        _other_view(slack, view, str(what), body.get("view"))
    slack.changes.ring()
    return {}


def _refuse(slack: "Slack", view: View, errors: object) -> None:
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        _trouble(slack, view, "errors must name blocks of type input")
    code = "validation"
    raise HumanError(code, "Please check the marked fields.", errors=errors)


def _other_view(slack: "Slack", view: View, what: str, body: object) -> None:
    if what not in {"update", "push"} or not isinstance(body, dict):
        _trouble(slack, view, f"response_action {what!r} is unknown or has no view")
        return
    try:
        if what == "update":
            update_view(slack, view, body, None)
        else:
            push_modal(slack, view.user, body)
    except SlackError as problem:
        _trouble(slack, view, f"{problem.code} {problem.body.get('errors', '')}")


def _trouble(slack: "Slack", view: View, why: str) -> None:
    slack.store.toast(view.user, TROUBLE)
    slack.changes.ring()
    code = "invalid_response"
    raise HumanError(code, TROUBLE, why=why)
