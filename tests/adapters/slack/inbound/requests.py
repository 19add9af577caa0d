"""Interactions as Slack sends them, and what a test looks at afterwards."""

import json
from typing import Any

from core.ids import ExternalRef
from core.inbound import Inbound, Invocation
from tests.adapters.slack.inbound.world import World

THREAD = ExternalRef("T0DEMO001/C0SUPPORT/1700000000.000100")
NOTE = ExternalRef("T0DEMO001/C0SUPPORT/1700000001.000200")


def click(world: World, action_id: str, value: Any, **more: Any) -> dict[str, Any]:
    """https://docs.slack.dev/reference/interaction-payloads/block_actions-payload."""
    action = {"type": "button", "block_id": "b1", "action_id": action_id, "action_ts": "1700000002.5"}
    action |= {"value": value if isinstance(value, str) else json.dumps(value)}
    return {
        "type": "block_actions",
        "trigger_id": "1.2.abc",
        "response_url": world.response_url(),
        "container": {"type": "message", "message_ts": "1700000000.000100", "channel_id": "C0SUPPORT"},
        "channel": {"id": "C0SUPPORT", "name": "support"},
        "message": {"ts": "1700000000.000100"},
        "actions": [action],
        **more,
    }


def message_shortcut(world: World, callback_id: str) -> dict[str, Any]:
    """https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload."""
    return {
        "type": "message_action",
        "callback_id": callback_id,
        "trigger_id": "1.3.abc",
        "response_url": world.response_url(),
        "message_ts": "1700000001.000200",
        "channel": {"id": "C0SUPPORT", "name": "support"},
        "message": {"ts": "1700000001.000200", "thread_ts": "1700000000.000100", "text": "secret words"},
    }


def submission(view: dict[str, Any], **values: str) -> dict[str, Any]:
    """https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload."""
    state = {name: {"value": {"type": "plain_text_input", "value": value}} for name, value in values.items()}
    return {"type": "view_submission", "view": {"id": "V0FORM001", **view, "state": {"values": state}}}


def slash(world: World, command: str, text: str) -> dict[str, str]:
    """https://docs.slack.dev/interactivity/implementing-slash-commands."""
    return {
        "command": command,
        "text": text,
        "user_id": "U0ADA0001",
        "team_id": "T0DEMO001",
        "channel_id": "C0RANDOM1",
        "trigger_id": f"1.4.{text}",
        "response_url": world.response_url(),
    }


def invocation(world: World) -> tuple[Inbound, Invocation]:
    (inbound,) = world.inbox.stored
    assert isinstance(inbound.body, Invocation)
    return inbound, inbound.body


async def opened(world: World, payload: dict[str, Any], method: str = "views.open") -> dict[str, Any]:
    status, _ = await world.interacts(payload)
    assert status == 200
    (call,) = world.slack.of(method)
    view = call["view"]
    found: dict[str, Any] = json.loads(view) if isinstance(view, str) else view
    return found
