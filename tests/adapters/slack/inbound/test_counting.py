"""The length of a text is shown below it while it is typed."""

from typing import Any

from adapters.slack import forms
from adapters.slack.asked import Packed, Where, pack
from adapters.slack.counting import read_typed
from adapters.slack.sentences import COUNTED_HERE
from core.views import FieldKind, Form, FormField

FORM = Form(
    "New", "Send", "sms", None, (FormField("to", "To"), FormField("text", "Text", kind=FieldKind.LONG, counted=True))
)


def typing(words: str, **changes: Any) -> dict[str, Any]:
    """Give what Slack sends when a character was typed."""
    view = forms.view(FORM, pack(Packed("sms", Where(), {"from": "sms/+12025550100"}))) | {"id": "V1"}
    state = {"values": {"to": {"value": {"type": "plain_text_input", "value": "+41"}}}}
    action = {"type": "plain_text_input", "block_id": "text", "action_id": "value", "value": words}
    return {"type": "block_actions", "view": {**view, "state": state}, "actions": [action | changes]}


def test_a_counted_text_tells_of_each_character_and_has_room_for_its_length() -> None:
    blocks = forms.view(FORM)["blocks"]

    assert [one["block_id"] for one in blocks] == ["to", "text", "text:count"]
    assert blocks[2]["elements"][0]["text"] == COUNTED_HERE
    assert blocks[1]["dispatch_action"] is True
    assert blocks[1]["element"]["dispatch_action_config"] == {"trigger_actions_on": ["on_character_entered"]}
    assert "dispatch_action" not in blocks[0]


def test_what_is_typed_is_read_with_what_stands_beside_it() -> None:
    typed = read_typed(typing("hello"))

    assert typed is not None
    assert (typed.command, typed.field, typed.words) == ("sms", "text", "hello")
    assert dict(typed.values) == {"from": "sms/+12025550100", "to": "+41"}


def test_a_button_is_no_text() -> None:
    assert read_typed(typing("", type="button")) is None
    assert read_typed(typing("", action_id="cmd:end")) is None


def test_only_the_count_changes_in_a_view_that_is_shown_anew() -> None:
    view = typing("hello")["view"]
    after = forms.recounted(view, "text", "5 (1 message)")

    assert after["blocks"][:2] == view["blocks"][:2]
    assert after["blocks"][2]["elements"][0]["text"] == "5 (1 message)"
    assert {key: after[key] for key in ("callback_id", "private_metadata", "title", "submit", "close")} == {
        key: view[key] for key in ("callback_id", "private_metadata", "title", "submit", "close")
    }
