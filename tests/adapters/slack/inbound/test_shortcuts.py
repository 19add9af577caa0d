"""Shortcuts and slash commands, from Slack's request to the inbox and back."""

import json
from typing import Any

import pytest

from adapters.slack import interactions
from adapters.slack.interactions import BUSY, TAKING_LONGER
from adapters.slack.opening import NOT_A_COMMAND
from core.errors import Overloaded
from core.inbound import ConversationSubject, PersonSubject
from core.ports import Outcome
from core.texts import TEMPLATES
from core.views import Button
from tests.adapters.slack.inbound.requests import (
    NOTE,
    THREAD,
    click,
    invocation,
    message_shortcut,
    opened,
    slash,
    submission,
)
from tests.adapters.slack.inbound.world import ADA, CHAT, World, a_world, refused


async def test_chat_actions_shows_what_this_person_may_do(world: World) -> None:
    view = await opened(world, message_shortcut(world, "chat_actions"))
    assert world.desktop.asked == [("slack", ADA, "actions", None, THREAD)]
    labels = [one["text"]["text"] for block in view["blocks"] for one in block.get("elements", ())]
    assert labels == ["End", "Invite…"]


async def test_chat_actions_outside_of_a_chat_says_so(world: World) -> None:
    world.desktop.refusal = refused()
    await world.interacts(message_shortcut(world, "chat_actions"))
    assert [answer["text"] for answer in world.slack.of("chat.postEphemeral")] == [TEMPLATES["chat_ended"]]


async def test_button_in_the_modal_of_actions_is_done_and_told_in_the_modal(world: World) -> None:
    view = await opened(world, message_shortcut(world, "chat_actions"))
    world.inbox.outcome = Outcome("Chat #1 has ended.")
    button = view["blocks"][1]["elements"][0]
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
    button = view["blocks"][1]["elements"][1]
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
    assert [answer["text"] for answer in world.slack.of("chat.postEphemeral")] == [NOT_A_COMMAND]


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


async def test_answer_that_comes_too_late_for_slack_goes_by_the_address_of_its_own(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interactions, "LATE", -1.0)  # as if it had taken longer than Slack waits
    world.inbox.outcome = Outcome("Chat #42 is yours.", buttons=(Button("Open", "list"),))
    assert await world.sends("/slack/commands", slash(world, "/chat", "accept 42")) == (200, "")
    (answer,) = world.slack.of("respond")
    assert (answer["response_type"], answer["text"]) == ("ephemeral", "Chat #42 is yours.")
    assert any(block["type"] == "actions" for block in answer["blocks"])
