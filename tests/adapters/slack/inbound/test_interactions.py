"""Clicks and forms, from Slack's request to the inbox and back."""

import json
from typing import Any

import pytest

from adapters.slack.interactions import BUSY
from adapters.slack.opening import LATE, NOT_OPENED
from core.errors import Overloaded
from core.inbound import ConversationSubject, PersonSubject, ThreadSubject
from core.ports import Outcome
from core.texts import TEMPLATES
from core.views import Button
from tests.adapters.slack.inbound.requests import (
    THREAD,
    click,
    invocation,
    opened,
    submission,
)
from tests.adapters.slack.inbound.world import ADA, CHAT, World, refused


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
    assert [answer["text"] for answer in world.slack.of("respond")] == [TEMPLATES["chat_ended"]]


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


def at_home(payload: dict[str, Any]) -> dict[str, Any]:
    """Move a click to the Home tab."""
    left = {key: value for key, value in payload.items() if key not in ("response_url", "channel", "message")}
    return {**left, "container": {"type": "view", "view_id": "V0HOME"}, "view": {"id": "V0HOME", "type": "home"}}


async def test_form_from_the_home_tab_gives_way_to_its_answer(world: World) -> None:
    view = await opened(world, at_home(click(world, "cmd:invite:1", {"conversation": CHAT, "asks": True})))
    read = Button("Read #1", "read", CHAT)
    world.inbox.outcome = Outcome("Past chats:\n• #1 Grace https://x.slack.com/archives/C1/p1", buttons=(read,))
    status, body = await world.interacts(submission(view, agent="Grace"))
    assert (status, body["response_action"], body["view"]["title"]["text"]) == (200, "update", "Invite")
    assert [block["type"] for block in body["view"]["blocks"]] == ["rich_text", "actions"]
    assert not world.slack.of("chat.postMessage")


async def test_form_from_the_home_tab_whose_outcome_takes_longer_is_closed(world: World) -> None:
    view = await opened(world, at_home(click(world, "cmd:invite:1", {"conversation": CHAT, "asks": True})))
    world.inbox.outcome = Outcome(settled=False)
    assert await world.interacts(submission(view, agent="Grace")) == (200, {"response_action": "clear"})


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


@pytest.mark.parametrize(("outcome", "replaces"), [(Outcome("Kept."), True), (Outcome("Gone.", refused=True), False)])
async def test_private_question_gives_way_to_its_answer_and_stays_after_a_refusal(
    world: World, outcome: Outcome, *, replaces: bool
) -> None:
    world.inbox.outcome = outcome
    payload = click(world, "cmd:discard:0", {"conversation": CHAT})
    payload["container"] = {**payload["container"], "is_ephemeral": True}
    await world.interacts(payload)
    (answer,) = world.slack.of("respond")
    assert (answer["text"], answer["replace_original"]) == (outcome.text, replaces)
