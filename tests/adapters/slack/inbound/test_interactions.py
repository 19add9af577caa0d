"""Clicks, forms, shortcuts and slash commands, from Slack's request to the inbox and back."""

import json
from typing import Any

import pytest

from adapters.slack.interactions import BUSY, LATE, NOT_A_COMMAND, NOT_OPENED, TAKING_LONGER
from core.errors import Overloaded
from core.ids import ExternalRef
from core.inbound import ConversationSubject, Inbound, Invocation, PersonSubject, ThreadSubject
from core.ports import Outcome
from core.views import Button
from tests.adapters.slack.inbound.world import ADA, CHAT, World, a_world, refused

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


async def test_click_names_command_chat_and_values(world: World) -> None:
    value = {"conversation": CHAT, "values": {"offer": "o1"}}
    assert await world.interacts(click(world, "cmd:accept:0", value)) == (200, "")
    inbound, body = invocation(world)
    assert inbound.subject == ConversationSubject(CHAT)
    assert inbound.dedupe == "trigger:1.2.abc"
    assert (body.command, body.values, body.surface, body.person, body.name) == (
        "accept", {"offer": "o1"}, "button", ADA, "Ada Lovelace",
    )  # fmt: skip
    assert body.reply_to == f"response:{world.response_url()}"


async def test_click_delivered_twice_is_stored_once(world: World) -> None:
    for path in ("/slack/interactivity", "/slack/events"):
        status, _ = await world.interacts(click(world, "cmd:accept:0", {"conversation": CHAT}), path)
        assert status == 200
    assert len(world.inbox.stored) == 1


async def test_click_without_a_chat_belongs_to_the_thread_where_it_was_made(world: World) -> None:
    await world.interacts(click(world, "cmd:pick", {}))
    inbound, _ = invocation(world)
    assert inbound.subject == ThreadSubject(inbound.body.desk, THREAD)  # type: ignore[union-attr]


async def test_line_of_a_menu_names_its_own_command(world: World) -> None:
    payload = click(world, "cmd:more:4", "")
    line = {"text": {}, "value": json.dumps({"command": "leave", "conversation": CHAT})}
    payload["actions"][0] |= {"type": "overflow", "selected_option": line}
    await world.interacts(payload)
    assert invocation(world)[1].command == "leave"


async def test_click_at_home_is_answered_in_the_usual_private_way(world: World) -> None:
    payload = click(world, "cmd:ready:0", {})
    for key in ("response_url", "channel", "message"):
        del payload[key]
    payload |= {"container": {"type": "view", "view_id": "V0HOME"}, "view": {"id": "V0HOME", "type": "home"}}
    await world.interacts(payload)
    inbound, body = invocation(world)
    assert (body.surface, body.reply_to) == ("home", None)
    assert inbound.subject == PersonSubject(body.desk, ADA)


@pytest.mark.parametrize("action_id", ["open_link", "cmd:", "", "CMD:accept"])
async def test_click_on_anything_else_is_acknowledged_and_nothing_more(world: World, action_id: str) -> None:
    assert await world.interacts(click(world, action_id, "not json")) == (200, "")
    assert world.inbox.stored == []


async def test_click_that_could_not_be_stored_is_not_acknowledged(world: World) -> None:
    world.inbox.failure = OSError("disk full")
    status, body = await world.interacts(click(world, "cmd:accept:0", {"conversation": CHAT}))
    assert status == 500
    assert "disk" not in str(body)


async def test_click_of_somebody_from_another_company_carries_their_team(world: World) -> None:
    payload = click(world, "cmd:accept:0", {"conversation": CHAT})
    await world.interacts({**payload, "user": {"id": "U0FOREIGN", "team_id": "T0OTHERCO"}})
    assert invocation(world)[1].person == "T0OTHERCO/U0FOREIGN"


async def test_click_that_asks_opens_the_form_at_once_and_stores_nothing(world: World) -> None:
    view = await opened(world, click(world, "cmd:invite:1", {"conversation": CHAT, "asks": True}))
    assert world.inbox.stored == []
    assert world.desktop.asked == [("slack", ADA, "invite", CHAT, THREAD, {})]
    assert [block["block_id"] for block in view["blocks"]] == ["agent", "reason"]


async def test_form_that_opens_too_late_says_so_where_it_was_asked_for(world: World) -> None:
    world.slack.answers["views.open"] = {"ok": False, "error": "expired_trigger_id"}
    await world.interacts(click(world, "cmd:invite:1", {"conversation": CHAT, "asks": True}))
    (answer,) = world.slack.of("respond")
    assert answer["text"] == LATE
    assert answer["response_type"] == "ephemeral"
    assert answer["replace_original"] is False


async def test_form_that_slack_refuses_says_so(world: World) -> None:
    world.slack.answers["views.open"] = {"ok": False, "error": "invalid_arguments"}
    await world.interacts(click(world, "cmd:invite:1", {"conversation": CHAT, "asks": True}))
    assert [answer["text"] for answer in world.slack.of("respond")] == [NOT_OPENED]


async def test_form_that_cannot_be_given_now_says_why(world: World) -> None:
    world.desktop.refusal = refused()
    await world.interacts(click(world, "cmd:invite:1", {"conversation": CHAT, "asks": True}))
    assert world.slack.of("views.open") == []
    assert [answer["text"] for answer in world.slack.of("respond")] == ["This chat has ended."]


async def test_submitted_form_carries_its_values_chat_and_place(world: World) -> None:
    view = await opened(world, click(world, "cmd:invite:1", {"conversation": CHAT, "asks": True}))
    world.inbox.outcome = Outcome("Grace Hopper is invited.")
    assert await world.interacts(submission(view, agent="Grace", reason="")) == (200, {"response_action": "clear"})
    inbound, body = invocation(world)
    assert inbound.subject == ConversationSubject(CHAT)
    assert inbound.dedupe.startswith("view:V0FORM001:")
    assert (body.command, body.surface) == ("invite", "form")
    assert body.values == {"agent": "Grace", "reason": ""}
    assert [answer["text"] for answer in world.slack.of("respond")] == ["Grace Hopper is invited."]


async def test_form_submitted_twice_counts_once_and_changed_counts_again(world: World) -> None:
    view = await opened(world, click(world, "cmd:invite:1", {"conversation": CHAT, "asks": True}))
    for agent in ("Grace", "Grace", "Lin"):
        await world.interacts(submission(view, agent=agent))
    assert len(world.inbox.stored) == 2


@pytest.mark.parametrize(
    ("words", "block"), [("There is no such person.", "agent"), ("Please add reason: why. Type !invite.", "agent")]
)
async def test_refused_form_shows_why_at_its_field(world: World, words: str, block: str) -> None:
    view = await opened(world, click(world, "cmd:invite:1", {"conversation": CHAT, "asks": True}))
    world.inbox.outcome = Outcome(words, refused=True)
    status, body = await world.interacts(submission(view, agent="Nobody", reason=""))
    assert (status, body["response_action"]) == (200, "errors")
    assert list(body["errors"].values()) == [words]
    assert block in body["errors"] or "reason" in body["errors"]


async def test_form_that_was_refused_can_be_tried_again_as_it_is(world: World) -> None:
    view = await opened(world, click(world, "cmd:invite:1", {"conversation": CHAT, "asks": True}))
    world.inbox.outcome = Outcome("Grace is at her limit.", refused=True)
    await world.interacts(submission(view, agent="Grace"))
    world.inbox.outcome = Outcome("Grace is invited.")
    for _ in range(2):
        await world.interacts(submission(view, agent="Grace"))
    assert len(world.inbox.stored) == 2


async def test_form_whose_outcome_takes_longer_closes_and_is_answered_later_by_the_bridge(world: World) -> None:
    view = await opened(world, click(world, "cmd:invite:1", {"conversation": CHAT, "asks": True}))
    world.inbox.outcome = Outcome(settled=False)
    assert await world.interacts(submission(view, agent="Grace")) == (200, {"response_action": "clear"})
    assert world.slack.of("respond") == []
    assert len(world.inbox.stored) == 1


async def test_form_is_refused_in_words_when_too_much_waits(world: World) -> None:
    view = await opened(world, click(world, "cmd:invite:1", {"conversation": CHAT, "asks": True}))
    world.inbox.failure = Overloaded()
    _, body = await world.interacts(submission(view, agent="Grace"))
    assert body["errors"] == {"agent": BUSY}


async def test_form_of_another_app_is_closed_and_nothing_stored(world: World) -> None:
    status, _ = await world.interacts(submission({"type": "modal", "callback_id": "poll", "private_metadata": "x"}))
    assert status == 200
    assert world.inbox.stored == []


async def test_chat_actions_shows_what_this_person_may_do(world: World) -> None:
    view = await opened(world, message_shortcut(world, "chat_actions"))
    assert world.desktop.asked == [("slack", ADA, "actions", THREAD)]
    labels = [one["text"]["text"] for block in view["blocks"] for one in block["elements"]]
    assert labels == ["End", "Invite…"]


async def test_chat_actions_outside_of_a_chat_says_so(world: World) -> None:
    world.desktop.refusal = refused()
    await world.interacts(message_shortcut(world, "chat_actions"))
    assert [answer["text"] for answer in world.slack.of("respond")] == ["This chat has ended."]


async def test_button_in_the_modal_of_actions_is_done_and_told_in_the_modal(world: World) -> None:
    view = await opened(world, message_shortcut(world, "chat_actions"))
    world.inbox.outcome = Outcome("Chat #1 has ended.")
    button = view["blocks"][0]["elements"][0]
    payload = click(world, button["action_id"], button["value"], view={"id": "V0ACT0001", **view})
    for key in ("response_url", "channel", "message", "container"):
        del payload[key]
    await world.interacts(payload)
    inbound, body = invocation(world)
    assert (inbound.subject, body.command) == (ConversationSubject(CHAT), "end")
    (update,) = world.slack.of("views.update")
    assert update["view_id"] == "V0ACT0001"
    assert "Chat #1 has ended." in json.dumps(update["view"])


async def test_form_asked_for_in_the_modal_of_actions_is_put_on_top(world: World) -> None:
    view = await opened(world, message_shortcut(world, "chat_actions"))
    button = view["blocks"][0]["elements"][1]
    payload = click(world, button["action_id"], button["value"], view={"id": "V0ACT0001", **view})
    for key in ("response_url", "channel", "message", "container"):
        del payload[key]
    form = await opened(world, payload, "views.push")
    assert json.loads(form["private_metadata"])["thread"] == THREAD


async def test_note_shortcut_remembers_which_message_it_is_about(world: World) -> None:
    view = await opened(world, message_shortcut(world, "chat_note"))
    assert "secret words" not in json.dumps(view)
    await world.interacts(submission(view, agent="x"))
    _, body = invocation(world)
    assert (body.command, body.about) == ("note", NOTE)


async def test_my_chats_is_the_list_in_private(world: World) -> None:
    payload = {"type": "shortcut", "callback_id": "my_chats", "trigger_id": "1.5.abc", "action_ts": "1700000009.1"}
    assert await world.interacts(payload) == (200, "")
    inbound, body = invocation(world)
    assert (body.command, body.surface, body.reply_to) == ("list", "shortcut", None)
    assert inbound.subject == PersonSubject(body.desk, ADA)


async def test_shortcut_that_is_not_set_up_says_so(world: World) -> None:
    await world.interacts(message_shortcut(world, "chat_teleport"))
    assert [answer["text"] for answer in world.slack.of("respond")] == [NOT_A_COMMAND]


async def test_slash_command_is_answered_in_its_own_response(world: World) -> None:
    world.inbox.outcome = Outcome("Chat #42 is <yours>.", buttons=(Button("Open", "list"),))
    status, body = await world.sends("/slack/commands", slash(world, "/chat", "accept 42"))
    assert status == 200
    assert body["response_type"] == "ephemeral"
    assert body["text"] == "Chat #42 is &lt;yours&gt;."
    assert any(block["type"] == "actions" for block in body["blocks"])
    inbound, invoked = invocation(world)
    assert (invoked.command, invoked.words, invoked.surface) == ("accept", "42", "slash")
    assert inbound.subject == PersonSubject(invoked.desk, ADA)


@pytest.mark.parametrize(
    ("command", "text", "name", "words"),
    [
        ("/chat", "", "help", ""),
        ("/chat", "  LIST ", "list", ""),
        ("/chat", "!note a * b * &lt;c&gt;", "note", "a * b * <c>"),
        ("/chat", "invite <@U0ADA0001|ada>", "invite", "@Ada Lovelace"),
        ("/accept", "42", "accept", "42"),
    ],
)
async def test_words_of_a_slash_command(world: World, command: str, text: str, name: str, words: str) -> None:
    await world.sends("/slack/commands", slash(world, command, text))
    _, body = invocation(world)
    assert (body.command, body.words) == (name, words)


async def test_slash_command_that_takes_longer_is_answered_later(world: World) -> None:
    world.inbox.outcome = Outcome(settled=False)
    _, body = await world.sends("/slack/commands", slash(world, "/chat", "list"))
    assert body["text"] == TAKING_LONGER
    assert invocation(world)[1].reply_to == f"response:{world.response_url()}"


async def test_slash_command_says_when_too_much_waits(world: World) -> None:
    world.inbox.failure = Overloaded()
    _, body = await world.sends("/slack/commands", slash(world, "/chat", "list"))
    assert body["text"] == BUSY


async def test_configured_word_takes_the_place_of_chat() -> None:
    async with a_world(command="/desk") as world:
        await world.sends("/slack/commands", slash(world, "/desk", "list all"))
        _, body = invocation(world)
        assert (body.command, body.words) == ("list", "all")


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "view_closed", "view": {"id": "V1", "type": "modal", "callback_id": "form:end"}, "is_cleared": False},
        {"type": "block_suggestion", "action_id": "x", "block_id": "b", "value": ""},
        {"type": "invented_since"},
        {"type": "message_action", "callback_id": "someone_elses", "user": {}},
    ],
)
async def test_slack_never_sees_that_something_is_not_found(world: World, payload: dict[str, Any]) -> None:
    status, _ = await world.interacts(payload)
    assert status == 200
    assert world.inbox.stored == []


@pytest.mark.parametrize("raw", ["{", "[]", '"x"', "", "null"])
async def test_payload_that_is_no_object_is_refused(world: World, raw: str) -> None:
    status, _ = await world.sends("/slack/interactivity", {"payload": raw})
    assert status in (200, 400)
    assert world.inbox.stored == []
