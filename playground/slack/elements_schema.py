"""Block elements and composition objects: what each may contain.

Source of every number: https://docs.slack.dev/reference/block-kit/block-elements and
https://docs.slack.dev/reference/block-kit/composition-objects . Partial: workflow buttons, icon buttons and feedback
buttons are unknown here, and so refused.
"""

from collections.abc import Mapping

from playground.slack.schema import Check, Shape, anything, array, boolean, by_type, integer, one_of, string

URL = string(3000)
ACTION_ID = string(255)
DATE = string(10, pattern=r"\d{4}-\d{2}-\d{2}")
TIME = string(5, pattern=r"\d{2}:\d{2}")


_FILE = Shape({"id": string(50), "url": URL}, any_of=("id", "url"))


def slack_file(value: object, at: str, problems: list[str]) -> None:
    """Allow a file of the workspace, by its id or its address; with both "the payload will be rejected"."""
    _FILE(value, at, problems)
    if isinstance(value, dict) and "id" in value and "url" in value:
        problems.append(f"invalid slack file [json-pointer:{at}]")


def plain(longest: int, shortest: int = 1) -> Check:
    """Allow a plain_text object."""
    fields: dict[str, Check] = {"type": one_of("plain_text"), "text": string(longest, shortest), "emoji": boolean}
    return by_type({"plain_text": Shape(fields, ("type", "text"))})


def text(longest: int) -> Check:
    """Allow a plain_text or mrkdwn object."""
    marked: dict[str, Check] = {"type": one_of("mrkdwn"), "text": string(longest), "verbatim": boolean}
    plain_fields: dict[str, Check] = {"type": one_of("plain_text"), "text": string(longest), "emoji": boolean}
    return by_type({"mrkdwn": Shape(marked, ("type", "text")), "plain_text": Shape(plain_fields, ("type", "text"))})


CONFIRM = Shape(
    {
        "title": plain(100),
        "text": text(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": one_of("primary", "danger"),
    },
    ("title", "text", "confirm", "deny"),
)
OPTION = Shape({"text": plain(75), "value": string(150), "description": plain(75)}, ("text", "value"))
RICH_OPTION = Shape({"text": text(75), "value": string(150), "description": text(75)}, ("text", "value"))
OVERFLOW_OPTION = Shape(
    {"text": plain(75), "value": string(150), "description": plain(75), "url": URL}, ("text", "value")
)
GROUP = Shape({"label": plain(75), "options": array(OPTION, 100)}, ("label", "options"))
DISPATCH = Shape({"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)})
FILTER = Shape(
    {
        "include": array(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    }
)

_COMMON: dict[str, Check] = {"type": anything, "action_id": ACTION_ID, "focus_on_load": boolean}
_MENU: dict[str, Check] = {**_COMMON, "placeholder": plain(150), "confirm": CONFIRM}
_MANY: dict[str, Check] = {**_MENU, "max_selected_items": integer(1, 100)}
_INPUT: dict[str, Check] = {**_COMMON, "placeholder": plain(150), "dispatch_action_config": DISPATCH}
_IDS = array(string(50), 100, 0)
_OPTIONS: dict[str, Check] = {"options": array(OPTION, 100), "option_groups": array(GROUP, 100)}
_INITIALS = array(OPTION, 100)

BUTTON = Shape(
    {
        "type": anything,
        "text": plain(75),
        "action_id": ACTION_ID,
        "url": URL,
        "value": string(2000),
        "confirm": CONFIRM,
        "style": one_of("primary", "danger"),
        "accessibility_label": string(75),
    },
    ("text",),
)
IMAGE = Shape(
    {"type": anything, "alt_text": string(2000, 0), "image_url": URL, "slack_file": slack_file},
    ("alt_text",),
    ("image_url", "slack_file"),
)
_MENUS: Mapping[str, Check] = {
    "static_select": Shape({**_MENU, **_OPTIONS, "initial_option": OPTION}, any_of=("options", "option_groups")),
    "multi_static_select": Shape(
        {**_MANY, **_OPTIONS, "initial_options": _INITIALS}, any_of=("options", "option_groups")
    ),
    "external_select": Shape({**_MENU, "initial_option": OPTION, "min_query_length": integer(0, 255)}),
    "multi_external_select": Shape({**_MANY, "initial_options": _INITIALS, "min_query_length": integer(0, 255)}),
    "users_select": Shape({**_MENU, "initial_user": string(50)}),
    "multi_users_select": Shape({**_MANY, "initial_users": _IDS}),
    "channels_select": Shape({**_MENU, "initial_channel": string(50), "response_url_enabled": boolean}),
    "multi_channels_select": Shape({**_MANY, "initial_channels": _IDS}),
    "conversations_select": Shape(
        {
            **_MENU,
            "initial_conversation": string(50),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": FILTER,
        }
    ),
    "multi_conversations_select": Shape(
        {**_MANY, "initial_conversations": _IDS, "default_to_current_conversation": boolean, "filter": FILTER}
    ),
}
_PICKERS: Mapping[str, Check] = {
    "checkboxes": Shape(
        {**_COMMON, "options": array(RICH_OPTION, 10), "initial_options": array(RICH_OPTION, 10), "confirm": CONFIRM},
        ("options",),
    ),
    "radio_buttons": Shape(
        {**_COMMON, "options": array(RICH_OPTION, 10), "initial_option": RICH_OPTION, "confirm": CONFIRM}, ("options",)
    ),
    "datepicker": Shape({**_MENU, "initial_date": DATE}),
    "timepicker": Shape({**_MENU, "initial_time": TIME, "timezone": string(64)}),
    "datetimepicker": Shape(
        {**_COMMON, "confirm": CONFIRM, "initial_date_time": integer(1_000_000_000, 9_999_999_999)}
    ),
}
_BOXES: Mapping[str, Check] = {
    "plain_text_input": Shape(
        {
            **_INPUT,
            "initial_value": string(3000, 0),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        }
    ),
    "email_text_input": Shape({**_INPUT, "initial_value": string(3000, 0)}),
    "url_text_input": Shape({**_INPUT, "initial_value": string(3000, 0)}),
    "number_input": Shape(
        {
            **_INPUT,
            "is_decimal_allowed": boolean,
            "initial_value": string(100),
            "min_value": string(100),
            "max_value": string(100),
        },
        ("is_decimal_allowed",),
    ),
    "rich_text_input": Shape({**_INPUT, "initial_value": anything}),
    "file_input": Shape({**_COMMON, "filetypes": array(string(20), 100), "max_files": integer(1, 10)}),
}
OVERFLOW = Shape({**_COMMON, "options": array(OVERFLOW_OPTION, 5), "confirm": CONFIRM}, ("options",))

IN_ACTIONS = by_type(
    {"button": BUTTON, "overflow": OVERFLOW, **_MENUS, **_PICKERS, "rich_text_input": _BOXES["rich_text_input"]}
)
AS_ACCESSORY = by_type({"button": BUTTON, "overflow": OVERFLOW, "image": IMAGE, **_MENUS, **_PICKERS})
IN_INPUT = by_type({**_MENUS, **_PICKERS, **_BOXES})
CONTEXT_ELEMENT_KINDS: Mapping[str, Check] = {
    "image": IMAGE,
    "plain_text": Shape({"type": anything, "text": string(3000), "emoji": boolean}, ("text",)),
    "mrkdwn": Shape({"type": anything, "text": string(3000), "verbatim": boolean}, ("text",)),
}
IN_CONTEXT = by_type(CONTEXT_ELEMENT_KINDS)
