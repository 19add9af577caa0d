"""Where the answers to clicks and forms stand: in the thread, in the channel, or in a private message's place."""

from typing import Any

import pytest

from core.ports import Outcome
from core.texts import TEMPLATES
from core.views import Form, FormField
from tests.adapters.slack.inbound.requests import THREAD, click, invocation, opened, submission
from tests.adapters.slack.inbound.world import CHAT, World, refused

ROOT = "1700000000.000100"


def at_a_reply(payload: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Move a click to a reply in the thread."""
    reply = {"message_ts": "1700000009.000900", "thread_ts": ROOT}
    return {**payload, "container": {**payload["container"], **reply, **more}}


async def test_click_on_a_reply_is_answered_in_the_thread_where_it_is_seen(world: World) -> None:
    await world.interacts(at_a_reply(click(world, "cmd:complete:0", {"conversation": CHAT})))
    assert invocation(world)[1].reply_to == THREAD


async def test_form_from_a_reply_is_answered_in_the_thread_too(world: World) -> None:
    view = await opened(world, at_a_reply(click(world, "cmd:invite:1", {"conversation": CHAT, "asks": True})))
    world.inbox.outcome = Outcome("Grace is asked.")
    await world.interacts(submission(view, agent="Grace"))
    (answer,) = world.slack.of("chat.postEphemeral")
    assert (answer["thread_ts"], answer["text"]) == (ROOT, "Grace is asked.")
    assert world.slack.of("respond") == []


def in_private(world: World) -> dict[str, Any]:
    """Click a private question's button that opens a form; the question stands in the thread."""
    asking = click(world, "cmd:template:0", {"conversation": CHAT, "asks": True})
    del asking["message"]  # Slack stores no private message
    return at_a_reply(asking, is_ephemeral=True)


async def test_form_from_a_private_question_in_a_thread_is_answered_in_the_thread(world: World) -> None:
    view = await opened(world, in_private(world))
    world.inbox.outcome = Outcome("It is on its way.")
    await world.interacts(submission(view, agent="Grace"))
    assert invocation(world)[1].reply_to == THREAD
    (answer,) = world.slack.of("chat.postEphemeral")
    assert (answer["thread_ts"], answer["text"]) == (ROOT, "It is on its way.")
    assert world.slack.of("respond") == []


async def test_form_that_a_private_click_brings_is_answered_in_the_thread(world: World) -> None:
    world.inbox.outcome = Outcome(form=Form("Form", "OK", "template", CHAT, (FormField("agent", "Who"),)))
    asking = at_a_reply(click(world, "cmd:template:0", {"conversation": CHAT}), is_ephemeral=True)
    view = await opened(world, asking)
    world.inbox.outcome = Outcome("It is on its way.")
    await world.interacts(submission(view, agent="Grace"))
    (answer,) = world.slack.of("chat.postEphemeral")
    assert (answer["thread_ts"], answer["text"]) == (ROOT, "It is on its way.")


async def test_form_that_a_private_question_cannot_open_is_refused_in_the_thread(world: World) -> None:
    world.desktop.refusal = refused()
    await world.interacts(in_private(world))
    (answer,) = world.slack.of("chat.postEphemeral")
    assert (answer["thread_ts"], answer["text"]) == (ROOT, TEMPLATES["chat_ended"])


async def test_late_answer_to_a_private_question_comes_in_the_thread(world: World) -> None:
    await world.interacts(at_a_reply(click(world, "cmd:discard:0", {"conversation": CHAT}), is_ephemeral=True))
    assert invocation(world)[1].reply_to == THREAD


@pytest.mark.parametrize("replies", [True, False])
async def test_form_from_a_card_is_answered_in_its_thread_once_there_is_one(world: World, *, replies: bool) -> None:
    asking = click(world, "cmd:invite:1", {"conversation": CHAT, "asks": True})
    if replies:  # a head with replies has a thread_ts, its own (https://docs.slack.dev/messaging/retrieving-messages)
        asking["message"] = {**asking["message"], "thread_ts": ROOT}
    view = await opened(world, asking)
    world.inbox.outcome = Outcome("Grace is asked.")
    await world.interacts(submission(view, agent="Grace"))
    (answer,) = world.slack.of("chat.postEphemeral" if replies else "respond")
    assert (answer.get("thread_ts"), answer["text"]) == (ROOT if replies else None, "Grace is asked.")


async def test_click_on_a_card_without_a_form_is_answered_where_the_card_stands(world: World) -> None:
    payload = click(world, "cmd:accept:0", {"conversation": CHAT})
    await world.interacts({**payload, "message": {**payload["message"], "thread_ts": ROOT}})
    assert invocation(world)[1].reply_to == f"response:{world.response_url()}"


async def test_refusal_of_a_private_question_in_a_thread_stands_beside_it(world: World) -> None:
    world.inbox.outcome = Outcome("Gone.", refused=True)
    await world.interacts(at_a_reply(click(world, "cmd:discard:0", {"conversation": CHAT}), is_ephemeral=True))
    (answer,) = world.slack.of("chat.postEphemeral")
    assert (answer["thread_ts"], answer["text"]) == (ROOT, "Gone.")


async def test_private_question_in_a_thread_gives_way_to_its_answer(world: World) -> None:
    world.inbox.outcome = Outcome("Kept.")
    await world.interacts(at_a_reply(click(world, "cmd:discard:0", {"conversation": CHAT}), is_ephemeral=True))
    (answer,) = world.slack.of("respond")
    assert (answer["text"], answer["replace_original"]) == ("Kept.", True)
