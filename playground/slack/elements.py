"""Interactive elements as people use them: from a gesture to the `action` of a payload.

Rules: a menu takes only its own options; each element type sends its own field
(https://docs.slack.dev/reference/block-kit/block-elements). It deliberately does not validate what apps send:
`blocks` does.
"""

from collections.abc import Mapping
from types import MappingProxyType

from playground.slack.errors import HumanError
from playground.slack.model import Json

CHOICES = frozenset({"static_select", "external_select", "overflow", "radio_buttons"})
MULTIPLE = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})
FIELD_OF: Mapping[str, str] = (
    MappingProxyType(
        {
            "button": "value",
            "workflow_button": "value",
            "plain_text_input": "value",
            "email_text_input": "value",
            "url_text_input": "value",
            "number_input": "value",
            "rich_text_input": "rich_text_value",
            "datepicker": "selected_date",
            "timepicker": "selected_time",
            "datetimepicker": "selected_date_time",
            "users_select": "selected_user",
            "channels_select": "selected_channel",
            "conversations_select": "selected_conversation",
            "multi_users_select": "selected_users",
            "multi_channels_select": "selected_channels",
            "multi_conversations_select": "selected_conversations",
            "file_input": "files",
        }
    )
    | dict.fromkeys(CHOICES, "selected_option")
    | dict.fromkeys(MULTIPLE, "selected_options")
)
_STATELESS = frozenset({"button", "workflow_button", "overflow"})


def action(element: Json, given: Json, ts: str) -> Json:
    """Write one entry of `actions`."""
    kind = element["type"]
    out: Json = {"type": kind, "action_id": element["action_id"], "block_id": element["block_id"], "action_ts": ts}
    if kind == "button":
        return out | {key: element[key] for key in ("text", "value", "style", "url") if key in element}
    field = FIELD_OF[kind]
    return out | {field: chosen(element, given.get(field, given.get("value")))}


def chosen(element: Json, value: object) -> object:
    """Turn what a person picked into the options of the element: by option object or by its value.

    Raises HumanError no_such_option.
    """
    if element["type"] in CHOICES:
        return _option(element, value) if value is not None else None
    if element["type"] in MULTIPLE:
        return [_option(element, one) for one in (value if isinstance(value, list) else [value]) if one is not None]
    return value


def state_value(action: Json) -> Json | None:
    """Write the entry of view.state.values that an action leaves behind; buttons leave none."""
    kind = action["type"]
    return None if kind in _STATELESS else {"type": kind, FIELD_OF[kind]: action.get(FIELD_OF[kind])}


def options_of(element: Json) -> list[Json]:
    """List the options of a menu, groups flattened."""
    return [*element.get("options", []), *(o for group in element.get("option_groups", []) for o in group["options"])]


def initial(element: Json) -> Json:
    """Write the state of an element that nobody has touched."""
    kind = element["type"]
    field = FIELD_OF[kind]
    starting = {"value": "initial_value", "selected_option": "initial_option", "selected_options": "initial_options"}
    return {
        "type": kind,
        field: element.get(
            starting.get(field, field.replace("selected", "initial")), [] if field.endswith("s") else None
        ),
    }


def _option(element: Json, value: object) -> Json:
    if element["type"].endswith("external_select") and isinstance(value, dict):
        return value
    wanted = value.get("value") if isinstance(value, dict) else value
    found = next((option for option in options_of(element) if option.get("value") == wanted), None)
    if found is None:
        code = "no_such_option"
        raise HumanError(code, f"{wanted!r} is not among the options.")
    return found
