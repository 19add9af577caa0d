"""What a person does with an Adaptive Card: its actions, its inputs, and the client's own checks.

Rules: inputs are checked before the app hears anything, and their values are merged into the action's data
(https://learn.microsoft.com/adaptive-cards/authoring-cards/input-validation); an action that says
`associatedInputs: none` carries none. Several choices are one string with commas.
"""

import re
from typing import Any

from playground.refusals import HumanError, refuse
from playground.teams import card_schema
from playground.teams.model import Json

_INSIDE = ("body", "items", "columns", "rows", "cells", "selectAction", "inlineAction", "actions")


def actions_of(card: Json) -> list[Json]:
    """List the actions of a card in the order in which they stand."""
    found: list[Json] = []
    _collect(card, found)
    return found


def action_in(card: Json, title: str | None, index: int | None) -> Json:
    """Find the action that a person uses, by its title or its place.

    Raises HumanError no_such_action or disabled.
    """
    actions = actions_of(card)
    fitting = [one for one in actions if title is None or one.get("title") == title]
    if title is None and index is None:
        refuse("bad_request", "Say which action: its title or its index.")
    if not 0 <= (index or 0) < len(fitting):
        titles = ", ".join(repr(one.get("title", "")) for one in actions) or "none"
        refuse(
            "no_such_action", f"There is no action {title if title is not None else index!r} there. Actions: {titles}."
        )
    found = fitting[index or 0]
    if found.get("isEnabled") is False:
        refuse("disabled", "That button is switched off.")
    return found


def data_of(card: Json, action: Json, given: Json) -> Any:
    """Join the action's data with what was filled in.

    Raises HumanError validation with a sentence for each field that is wrong.
    """
    data = action.get("data") or {}
    if action.get("associatedInputs") == "none":
        return data
    values = _values(scope_of(card, action), given)
    if isinstance(data, str):
        if values:
            refuse("bad_card", "An action whose data is a string can't carry inputs.")
        return data
    return {**data, **values}


def scope_of(card: Json, action: Json) -> list[Json]:
    """List the cards whose inputs an action carries: its own, and those around it where it is shown by another.

    (https://learn.microsoft.com/adaptive-cards/authoring-cards/input-validation#what-inputs-are-validated)
    """
    for one in _own_actions(card):
        if one is action:
            return [card]
        inner = scope_of(one["card"], action) if one["type"] == "Action.ShowCard" else []
        if inner:
            return [card, *inner]
    return []


def datasets(part: Any) -> set[str]:
    """List what the card's choices are looked up in."""
    return {str(one["choices.data"]["dataset"]) for one in card_schema.inputs(part) if "choices.data" in one}


def _own_actions(card: Json) -> list[Json]:
    found: list[Json] = []
    _collect(card, found, inside=_INSIDE)
    return found


def _collect(part: Any, found: list[Json], *, inside: tuple[str, ...] = (*_INSIDE, "card")) -> None:
    if isinstance(part, list):
        for one in part:
            _collect(one, found, inside=inside)
    if not isinstance(part, dict):
        return
    if str(part.get("type", "")).startswith("Action."):
        found.append(part)
    for key in inside:
        _collect(part.get(key), found, inside=inside)


def _values(scope: list[Json], given: Json) -> Json:
    shown = [one for card in scope for one in card_schema.inputs(card, of_shown_cards=False)]
    fields = {str(one["id"]): one for one in shown}
    unknown = sorted(set(given) - set(fields))
    if unknown:
        refuse("no_such_input", f"The card has no input {unknown[0]!r}. Inputs: {', '.join(fields) or 'none'}.")
    values = {id: _value(one, given.get(id, one.get("value"))) for id, one in fields.items()}
    problems = {id: words for id, one in fields.items() if (words := _problem(one, values[id]))}
    if problems:
        raise HumanError("validation", "Please check the marked fields.", errors=problems)
    return {id: value for id, value in values.items() if value is not None}


def _value(field: Json, value: Any) -> Any:
    """Write a value as the client sends it: all are strings, but numbers (unverified for those that are empty)."""
    if field["type"] == "Input.Toggle":
        on, off = field.get("valueOn", "true"), field.get("valueOff", "false")
        return on if value in {True, on} else off
    if isinstance(value, (list, tuple)):
        return ",".join(map(str, value))
    if value in (None, "") or field["type"] == "Input.Number":
        return None if value == "" else value
    return str(value)


def _problem(field: Json, value: Any) -> str:
    words = str(field.get("errorMessage") or "This field is not right.")
    if field["type"] == "Input.Toggle":
        return words if field.get("isRequired") and value != field.get("valueOn", "true") else ""
    if value is None:
        return words if field.get("isRequired") else ""
    return words if _is_wrong(field, value) else ""


def _is_wrong(field: Json, value: Any) -> bool:
    if field["type"] == "Input.ChoiceSet" and "choices.data" not in field:
        picked = value.split(",") if field.get("isMultiSelect") else [value]
        return not set(picked) <= {str(one["value"]) for one in field.get("choices", [])}
    if field["type"] == "Input.Number":
        low, high = field.get("min"), field.get("max")
        return (low is not None and value < low) or (high is not None and value > high)
    too_long = field.get("maxLength") is not None and len(str(value)) > int(field["maxLength"])
    return too_long or bool(field.get("regex") and not re.search(field["regex"], str(value)))
