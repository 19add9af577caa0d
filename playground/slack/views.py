"""Views: what a modal or Home tab may contain.

Source of every number: https://docs.slack.dev/reference/views/modal-views and
https://docs.slack.dev/reference/views/home-tab-views . What is open for whom is in `surfaces`.
"""

import json

from playground.slack.blocks import IN_VIEW, duplicates, with_ids
from playground.slack.elements_schema import plain
from playground.slack.errors import SlackError
from playground.slack.model import Json
from playground.slack.schema import Check, Shape, boolean, one_of, string

MAX_BYTES = 250_000  # view_too_large: "greater than 250kb" (https://docs.slack.dev/reference/methods/views.open)
_COMMON: dict[str, Check] = {
    "blocks": IN_VIEW,
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
SHAPES = {
    "modal": Shape(
        {
            **_COMMON,
            "type": one_of("modal"),
            "title": plain(24),
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
        ("title", "blocks"),
    ),
    "home": Shape({**_COMMON, "type": one_of("home")}, ("blocks",)),
}


def accepted(body: object, kind: str) -> Json:
    """Take a view definition, block ids filled in; `kind` is what the surface shows.

    Raises SlackError invalid_arguments with every problem, or view_too_large.
    """
    if isinstance(body, str):
        try:
            body = json.loads(body)
        except ValueError:
            raise SlackError("invalid_arguments", details=["failed to parse view [json-pointer:/view]"]) from None
    if not isinstance(body, dict):
        raise SlackError("invalid_arguments", details=["must provide an object [json-pointer:/view]"])
    if len(json.dumps(body)) > MAX_BYTES:
        raise SlackError("view_too_large")
    problems = _problems(body, kind)
    if problems:
        raise SlackError("invalid_arguments", details=problems)
    return {**{key: value for key, value in body.items() if value is not None}, "blocks": with_ids(body["blocks"])}


def _problems(body: Json, kind: str) -> list[str]:
    if body.get("type") != kind:
        return [f"view type must be {kind} here [json-pointer:/view/type]"]
    problems: list[str] = []
    SHAPES[kind](body, "/view", problems)
    blocks = body.get("blocks")
    rows = [block for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []
    problems += duplicates(rows, "/view/blocks")
    if kind == "modal" and "submit" not in body and any(block.get("type") == "input" for block in rows):
        problems.append(
            "missing required field: submit [json-pointer:/view]"
        )  # required as soon as there is an input block
    return problems
